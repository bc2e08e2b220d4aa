import { Button, Popconfirm } from 'antd';
import { useNavigate } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { MonthPicker, useMonth } from '@/components/month-picker';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { type Job, useJob } from '@/lib/job';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { LevyReport, Problems } from './levy-report';
import { messages } from './messages';

function useLevyJob() {
  const { csrf } = useSession();
  return useJob(({ month, post }: { month: string; post: boolean }) =>
    apiPost(post ? '/api/levy/months/{month}/run' : '/api/levy/months/{month}/preview', csrf, {
      path: { month },
    }),
  );
}

function JobView({ job }: { job: Job }) {
  const t = useText(messages);
  if (job.status !== 'succeeded' || !job.result || !('month' in job.result))
    return <JobState job={job} />;
  const title = job.kind === 'levy_preview' ? 'previewResult' : 'runResult';
  return <LevyReport report={job.result} title={t(title, { month: job.result.month })} />;
}

function RunPanel({ month, onMonth }: { month: string; onMonth: (month: string) => void }) {
  const t = useText(messages);
  const levy = useLevyJob();
  const valid = /^\d{4}-\d{2}$/.test(month);
  return (
    <>
      <Panel title={t('title')}>
        <p className="dim">{t('intro')}</p>
        <MonthPicker month={month} onMonth={onMonth} size="middle" />{' '}
        <Button
          disabled={!valid}
          loading={levy.busy}
          onClick={() => levy.start({ month, post: false })}
        >
          {t('preview')}
        </Button>{' '}
        <Popconfirm
          title={t('postSure', { month })}
          description={t('postHint')}
          okText={t('yes')}
          cancelText={t('no')}
          onConfirm={() => levy.start({ month, post: true })}
        >
          <Button type="primary" disabled={!valid} loading={levy.busy}>
            {t('post')}
          </Button>
        </Popconfirm>
        {levy.error && <ErrorPanel error={levy.error} />}
      </Panel>
      {levy.job && <JobView job={levy.job} />}
    </>
  );
}

function BillsPanel({ month }: { month: string }) {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const path = '/api/levy/months/{month}/bills';
  const args = { path: { month } };
  const query = useList(path, args);
  return (
    <Panel
      title={`${t('bills')} ${month}`}
      inYuan
      extra={
        <ExportButton
          path={path}
          args={args}
          fileName={`bills-${month}`}
          columns={[
            [t('number'), (row) => row.number],
            [t('employer'), (row) => row.employer_name],
            [t('kind'), (row) => pick(row.kind.name)],
            [t('due'), (row) => row.due],
            [t('count'), (row) => String(row.persons)],
            [t('employerPart'), (row) => row.figures.employer],
            [t('personPart'), (row) => row.figures.person],
            [t('toPay'), (row) => row.figures.total],
          ]}
        />
      }
    >
      <ListTable
        query={query}
        label={t('bills')}
        rowKey={(row) => row.number}
        empty={t('noBills')}
        onOpen={(row) => void navigate(paths.bill(row.number))}
        rowClassName={(row) => (row.standing ? '' : 'is-reversed')}
        columns={[
          { title: t('number'), render: (_, row) => <span className="code">{row.number}</span> },
          { title: t('employer'), render: (_, row) => row.employer_name },
          { title: t('kind'), render: (_, row) => pick(row.kind.name) },
          { title: t('due'), render: (_, row) => row.due },
          { title: t('count'), align: 'right', render: (_, row) => row.persons },
          {
            title: t('toPay'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.figures.total} />,
          },
        ]}
      />
    </Panel>
  );
}

function RunsPanel({ onMonth }: { onMonth: (month: string) => void }) {
  const t = useText(messages);
  const query = useGet('/api/levy/runs');
  return (
    <Panel title={t('runs')}>
      <QueryView query={query}>
        {(list) => (
          <>
            <DataTable
              label={t('runs')}
              rows={list.items}
              rowKey={(row) => row.month}
              empty={t('noRuns')}
              onOpen={(row) => onMonth(row.month)}
              columns={[
                { title: t('month'), render: (_, row) => row.month },
                { title: t('time'), render: (_, row) => formatTime(row.started_at) },
                { title: t('by'), render: (_, row) => row.by },
                { title: t('times'), align: 'right', render: (_, row) => row.runs },
                {
                  title: t('state'),
                  render: (_, row) => (
                    <StateTag tone={row.finished_at ? 'ok' : 'warn'}>
                      {t(row.finished_at ? 'finished' : 'stopped')}
                    </StateTag>
                  ),
                },
              ]}
            />
            {list.items[0] && (
              <Problems problems={list.items[0].problems} more={list.items[0].more_problems} />
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function MonthPanel({ month }: { month: string }) {
  const t = useText(messages);
  const query = useGet('/api/levy/months/{month}', { path: { month } });
  return (
    <QueryView query={query}>
      {(report) =>
        report.bills > 0 && <LevyReport report={report} title={t('monthResult', { month })} />
      }
    </QueryView>
  );
}

export function LevyPage() {
  const mayRun = useMay('levy.run');
  const [month, setMonth] = useMonth();
  const valid = /^\d{4}-\d{2}$/.test(month);
  return (
    <>
      {mayRun && <RunPanel month={month} onMonth={setMonth} />}
      {valid && <MonthPanel month={month} />}
      {valid && <BillsPanel month={month} />}
      <RunsPanel onMonth={setMonth} />
    </>
  );
}
