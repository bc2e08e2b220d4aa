// The yearly interest of all accounts: preview, post, take back.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Popconfirm } from 'antd';
import { useEffect, useState } from 'react';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Job = Schema<'Job'>;
type Report = Schema<'InterestReport'>;
type Act = 'preview' | 'run';

const pollMs = 400;

/** Starts a job of interest and follows it to its end. */
function useInterestJob() {
  const { csrf } = useSession();
  const client = useQueryClient();
  const [id, setId] = useState<string>();
  const start = useMutation({
    mutationFn: ({ year, act }: { year: string; act: Act }) =>
      apiPost(
        act === 'run' ? '/api/interest/{year}/run' : '/api/interest/{year}/preview',
        csrf,
        { path: { year } },
      ),
    onSuccess: (job) => setId(job.id),
  });
  const takeBack = async (year: string, reason: string) => {
    const path = { year };
    const job = await apiPost('/api/interest/{year}/reversal', csrf, { path }, { reason });
    setId(job.id);
  };
  const poll = useGet(
    '/api/jobs/{id}',
    { path: { id: id ?? '' } },
    {
      enabled: id !== undefined,
      refetchInterval: (data) => (!data || data.status === 'running' ? pollMs : false),
    },
  );
  const job: Job | undefined = id === undefined ? undefined : (poll.data ?? start.data);
  const ended = job?.status === 'succeeded' && job.kind !== 'interest_preview' ? job.id : undefined;
  useEffect(() => {
    if (ended) {
      void client.invalidateQueries({
        predicate: (q) => String(q.queryKey[0]).includes('interest'),
      });
    }
  }, [ended, client]);
  return { start, takeBack, job, error: start.error ?? poll.error };
}

function ReportView({ kind, report }: { kind: string; report: Report }) {
  const t = useText(messages);
  return (
    <Panel title={`${t(kind as keyof typeof messages)} ${report.year}`} inYuan>
      <Facts
        items={[
          [t('count'), report.persons],
          [t('carried'), <MoneyText amount={report.figures.carried} />],
          [t('current'), <MoneyText amount={report.figures.current} />],
          [t('sum'), <MoneyText amount={report.figures.total} strong />],
        ]}
      />
      {report.all_problems > 0 && (
        <Alert
          type="warning"
          title={`${t('problems')}: ${report.all_problems}`}
          description={report.problems.map((one) => one.psn_no).join(' ')}
        />
      )}
    </Panel>
  );
}

function JobView({ job }: { job: Job }) {
  if (job.status === 'succeeded' && job.result && 'all_problems' in job.result) {
    return <ReportView kind={job.kind} report={job.result} />;
  }
  return <JobState job={job} />;
}

export function RunInterest({ thisYear }: { thisYear: number }) {
  const t = useText(messages);
  const [year, setYear] = useState(String(thisYear - 1));
  const interest = useInterestJob();
  const busy = interest.start.isPending || interest.job?.status === 'running';
  const valid = /^\d{4}$/.test(year);
  return (
    <>
      <Panel title={t('interest')}>
        <p className="dim">{t('interestIntro')}</p>
        <Input
          className="filter-short"
          value={year}
          aria-label={t('year')}
          maxLength={4}
          onChange={(event) => setYear(event.target.value.trim())}
        />{' '}
        <Button
          disabled={!valid}
          loading={busy}
          onClick={() => interest.start.mutate({ year, act: 'preview' })}
        >
          {t('preview')}
        </Button>{' '}
        <Popconfirm
          title={t('postSure', { year })}
          okText={t('yes')}
          cancelText={t('no')}
          onConfirm={() => interest.start.mutate({ year, act: 'run' })}
        >
          <Button type="primary" disabled={!valid} loading={busy}>
            {t('post')}
          </Button>
        </Popconfirm>{' '}
        <ActionForm
          label={t('takeBack')}
          title={`${t('takeBack')} ${year}`}
          fields={[{ name: 'reason', label: t('reason'), required: true }]}
          onSend={(values) => interest.takeBack(year, values.reason ?? '')}
        />
        {interest.error && <ErrorPanel error={interest.error} />}
      </Panel>
      {interest.job && <JobView job={interest.job} />}
    </>
  );
}

export function InterestRuns() {
  const t = useText(messages);
  const query = useGet('/api/interest');
  return (
    <Panel title={t('runs')} inYuan>
      <QueryView query={query}>
        {(list) => (
          <DataTable
            label={t('runs')}
            rows={list.items}
            rowKey={(row) => String(row.year)}
            empty={t('noRuns')}
            columns={[
              { title: t('year'), render: (_, row) => row.year },
              { title: t('time'), render: (_, row) => formatTime(row.started_at) },
              { title: t('by'), render: (_, row) => row.by },
              { title: t('times'), align: 'right', render: (_, row) => row.runs },
              { title: t('count'), align: 'right', render: (_, row) => row.persons },
              {
                title: t('sum'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.figures.total} />,
              },
              {
                title: t('state'),
                render: (_, row) => (
                  <StateTag tone={row.finished_at && !row.reversal ? 'ok' : 'warn'}>
                    {t(!row.finished_at ? 'stopped' : row.reversal ? 'reversed' : 'finished')}
                  </StateTag>
                ),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
