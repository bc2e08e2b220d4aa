import { Button, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { type Job, useJob } from '@/lib/job';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';
import { FileState } from './receipts-page';

type ReceiptFile = Schema<'ReceiptFile'>;
type Line = Schema<'ReceiptFileLine'>;

const statuses = ['matched', 'held', 'refused', 'waiting'] as const;

function useLineColumns() {
  const t = useText(messages);
  const pick = usePick();
  return [
    { title: t('row'), render: (_: unknown, row: Line) => row.row },
    { title: t('day'), render: (_: unknown, row: Line) => row.cells.date },
    {
      title: t('reference'),
      render: (_: unknown, row: Line) => <span className="code">{row.cells.reference}</span>,
    },
    {
      title: t('amount'),
      align: 'right' as const,
      render: (_: unknown, row: Line) => row.cells.amount,
    },
    {
      title: t('payer'),
      render: (_: unknown, row: Line) =>
        [row.cells.payer, row.cells.payer_name, row.cells.bill].filter(Boolean).join(' '),
    },
    { title: t('state'), render: (_: unknown, row: Line) => t(row.status) },
    {
      title: t('employer'),
      render: (_: unknown, row: Line) =>
        row.employer ? <Link to={paths.employer(row.employer)}>{row.employer_name}</Link> : '—',
    },
    {
      title: t('why'),
      render: (_: unknown, row: Line) =>
        row.problem ? pick(row.problem.text) : row.employer ? pick(row.rule.name) : '',
    },
  ];
}

function Report({ job, report }: { job: Job; report: Schema<'PostingReport'> }) {
  const t = useText(messages);
  const pick = usePick();
  const columns = useLineColumns();
  const { counts, credited } = report;
  return (
    <Panel title={t(job.kind === 'receipts_post' ? 'postResult' : 'previewResult')} inYuan>
      <Facts
        items={[
          ...statuses
            .filter((status) => counts[status].lines > 0)
            .map((status): [string, React.ReactNode] => [
              t(status),
              <>
                {counts[status].lines}
                {status !== 'refused' && (
                  <>
                    {' · '}
                    <MoneyText amount={counts[status].amount} />
                  </>
                )}
              </>,
            ]),
          ...report.rules
            .filter((row) => row.lines > 0)
            .map((row): [string, React.ReactNode] => [
              pick(row.rule.name),
              <>
                {row.lines} · <MoneyText amount={row.amount} />
              </>,
            ]),
          ...(credited
            ? ([
                [
                  t('credited'),
                  <>
                    {t('creditedPersons', { n: credited.persons })} ·{' '}
                    <MoneyText amount={credited.amount} />
                  </>,
                ],
                [t('notTakenBack'), <MoneyText amount={credited.not_taken_back} />],
              ] as [string, React.ReactNode][])
            : []),
        ]}
      />
      {report.open.length > 0 && (
        <>
          <h3>{t('openLines')}</h3>
          <DataTable
            label={t('openLines')}
            rows={report.open}
            rowKey={(row) => String(row.row)}
            columns={columns}
          />
        </>
      )}
    </Panel>
  );
}

function Head({ file }: { file: ReceiptFile }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayPost = useMay('receipt.post');
  const job = useJob((post: boolean) =>
    apiPost(
      post ? '/api/receipt-files/{id}/posting' : '/api/receipt-files/{id}/preview',
      csrf,
      { path: { id: file.id } },
    ),
  );
  const ready = file.parts === file.all_parts && !file.posted_at;
  return (
    <>
      <Panel className="page-head" title={t('files')}>
        <div className="page-title">
          <h1>{file.file_name}</h1>
          <FileState file={file} />
          {ready && (
            <Button size="small" loading={job.busy} onClick={() => job.start(false)}>
              {t('preview')}
            </Button>
          )}
          {ready && mayPost && (
            <Popconfirm
              title={t('postSure')}
              description={t('postHint')}
              okText={t('yes')}
              cancelText={t('no')}
              onConfirm={() => job.start(true)}
            >
              <Button size="small" type="primary" loading={job.busy}>
                {t('post')}
              </Button>
            </Popconfirm>
          )}
        </div>
        <Facts
          items={[
            [t('sentAt'), `${file.by} · ${formatTime(file.sent_at)}`],
            [
              t('postedBy'),
              file.posted_at ? `${file.posted_by} · ${formatTime(file.posted_at)}` : '—',
            ],
            [t('lines'), file.rows],
            ...statuses.map((status): [string, number] => [t(status), file.counts[status].lines]),
          ]}
        />
        {job.error && <ErrorPanel error={job.error} />}
      </Panel>
      {job.job &&
        (job.job.posting ? (
          <Report job={job.job} report={job.job.posting} />
        ) : (
          <JobState job={job.job} />
        ))}
    </>
  );
}

function Lines({ id }: { id: string }) {
  const t = useText(messages);
  const pick = usePick();
  const columns = useLineColumns();
  const [status, setStatus] = useState('');
  const path = '/api/receipt-files/{id}/lines';
  const args = { path: { id }, query: status ? { status } : {} };
  const query = useList(path, args);
  return (
    <Panel
      title={t('allLines')}
      inYuan
      extra={
        <ExportButton
          path={path}
          args={args}
          fileName={`receipts-${id}`}
          columns={[
            [t('row'), (row) => String(row.row)],
            [t('day'), (row) => row.cells.date],
            [t('reference'), (row) => row.cells.reference],
            [t('amount'), (row) => row.cells.amount],
            [t('payer'), (row) => row.cells.payer_name || row.cells.payer],
            [t('state'), (row) => t(row.status)],
            [t('employer'), (row) => row.employer_name ?? ''],
            [t('why'), (row) => (row.problem ? pick(row.problem.text) : pick(row.rule.name))],
          ]}
        />
      }
    >
      <Segmented
        value={status}
        onChange={setStatus}
        options={[
          { value: '', label: t('all') },
          ...statuses.map((value) => ({ value, label: t(value) })),
        ]}
      />
      <ListTable
        query={query}
        label={t('allLines')}
        rowKey={(row) => String(row.row)}
        columns={columns}
      />
    </Panel>
  );
}

export function ReceiptFilePage() {
  const { id = '' } = useParams();
  const query = useGet('/api/receipt-files/{id}', { path: { id } });
  return (
    <QueryView query={query} rows={10}>
      {(file) => (
        <>
          <Head file={file} />
          <Lines id={id} />
        </>
      )}
    </QueryView>
  );
}
