import { Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { XlsxButton } from '@/components/xlsx-button';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useJob } from '@/lib/job';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

type Report = Schema<'FixedReport'>;
type Part = Schema<'FixedPart'>;

function PartsTable({ title, rows }: { title: string; rows: Part[] }) {
  const t = useText(messages);
  const pick = usePick();
  const nameOf = (row: Part) => {
    const named = row.payer_kind ?? row.group;
    return named ? pick(named.name) : row.name;
  };
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={rows}
        rowKey={(row) => row.name}
        columns={[
          { title, render: (_, row) => nameOf(row) },
          // A person of a group stands on the bill of every payer: only payers' lines are persons.
          ...(rows[0]?.payer_kind
            ? [
                {
                  title: t('count'),
                  align: 'right' as const,
                  render: (_: unknown, row: Part) => row.persons,
                },
              ]
            : []),
          {
            title: t('toAccounts'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.figures.account} />,
          },
          {
            title: t('toPay'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.figures.total} strong />,
          },
        ]}
      />
    </>
  );
}

function ReportView({ report, title }: { report: Report; title: string }) {
  const t = useText(messages);
  const pick = usePick();
  const rows = () => [
    [title, t('count'), t('toAccounts'), t('toPay')],
    ...[...report.payer_kinds, ...report.groups].map((row) => [
      pick((row.payer_kind ?? row.group)?.name ?? { zh: row.name, en: row.name }),
      row.payer_kind ? String(row.persons) : '',
      row.figures.account,
      row.figures.total,
    ]),
  ];
  return (
    <Panel
      title={title}
      inYuan
      extra={<XlsxButton fileName={`fixed-${report.year}`} rows={rows} />}
    >
      <Facts
        items={[
          ...(report.opens ? [[t('opens'), report.opens] as [string, string]] : []),
          ...(report.due ? [[t('due'), report.due] as [string, string]] : []),
          [t('payers'), report.payers],
          [t('bills'), report.bills],
          [t('supplementary'), report.supplementary],
          [t('toPay'), <MoneyText amount={report.figures.total} strong />],
        ]}
      />
      <PartsTable title={t('byPayer')} rows={report.payer_kinds} />
      <PartsTable title={t('byGroup')} rows={report.groups} />
      {report.problems.length > 0 && (
        <>
          <h3>{t('problems')}</h3>
          <DataTable
            label={t('problems')}
            rows={report.problems}
            rowKey={(row) => `${row.employer} ${row.psn_no} ${row.code}`}
            columns={[
              {
                title: t('payer'),
                render: (_, row) => <Link to={paths.employer(row.employer)}>{row.employer}</Link>,
              },
              {
                title: t('psnNo'),
                render: (_, row) => <Link to={paths.person(row.psn_no)}>{row.psn_no}</Link>,
              },
              { title: t('why'), render: (_, row) => pick(row.text) },
            ]}
          />
        </>
      )}
      {report.more_problems > 0 && <p>{t('moreProblems', { n: report.more_problems })}</p>}
    </Panel>
  );
}

function RunPanel({ year, onYear }: { year: string; onYear: (year: string) => void }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayRun = useMay('levy.run');
  const valid = /^\d{4}$/.test(year);
  const run = useJob((post: boolean) =>
    apiPost(post ? '/api/fixed/{year}/run' : '/api/fixed/{year}/preview', csrf, {
      path: { year },
    }),
  );
  const { job } = run;
  const result = job?.result && 'payer_kinds' in job.result ? job.result : undefined;
  return (
    <>
      <Panel title={t('fixed')}>
        <p className="dim">{t('fixedIntro')}</p>
        <label>
          {t('year')}{' '}
          <Input
            className="year-input"
            style={{ width: 90 }}
            aria-label={t('year')}
            value={year}
            maxLength={4}
            onChange={(event) => onYear(event.target.value)}
          />
        </label>{' '}
        {mayRun && (
          <>
            <Button disabled={!valid} loading={run.busy} onClick={() => run.start(false)}>
              {t('preview')}
            </Button>{' '}
            <Popconfirm
              title={t('postSure', { year })}
              description={t('postHint')}
              okText={t('yes')}
              cancelText={t('no')}
              onConfirm={() => run.start(true)}
            >
              <Button type="primary" disabled={!valid} loading={run.busy}>
                {t('post')}
              </Button>
            </Popconfirm>
          </>
        )}
        {run.error && <ErrorPanel error={run.error} />}
      </Panel>
      {job && !result && <JobState job={job} />}
      {job && result && (
        <ReportView
          report={result}
          title={t(job.kind === 'fixed_preview' ? 'previewResult' : 'runResult', {
            year: String(result.year),
          })}
        />
      )}
    </>
  );
}

function BillsPanel({ year }: { year: string }) {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const path = '/api/fixed/{year}/bills';
  const args = { path: { year } };
  const query = useList(path, args);
  return (
    <Panel
      title={`${t('bills')} ${year}`}
      inYuan
      extra={
        <ExportButton
          path={path}
          args={args}
          fileName={`fixed-bills-${year}`}
          xlsx
          columns={[
            [t('number'), (row) => row.number],
            [t('payer'), (row) => row.employer_name],
            [t('payerKind'), (row) => (row.payer_kind ? pick(row.payer_kind.name) : '')],
            [t('kind'), (row) => pick(row.kind.name)],
            [t('dueDay'), (row) => row.due],
            [t('count'), (row) => String(row.persons)],
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
          { title: t('payer'), render: (_, row) => row.employer_name },
          {
            title: t('payerKind'),
            render: (_, row) => (row.payer_kind ? pick(row.payer_kind.name) : '—'),
          },
          { title: t('kind'), render: (_, row) => pick(row.kind.name) },
          { title: t('dueDay'), render: (_, row) => row.due },
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

function YearPanel({ year }: { year: string }) {
  const t = useText(messages);
  const query = useGet('/api/fixed/{year}', { path: { year } });
  return (
    <QueryView query={query}>
      {(report) => <ReportView report={report} title={t('yearResult', { year })} />}
    </QueryView>
  );
}

export function FixedTab() {
  const t = useText(messages);
  const overview = useGet('/api/fixed');
  const today = useGet('/api/region').data?.today ?? '';
  const [asked, setAsked] = useState('');
  // In the autumn the next year's contributions are collected.
  const coming = today && Number(today.slice(5, 7)) >= 9 ? Number(today.slice(0, 4)) + 1 : '';
  const year = asked || String(coming || today.slice(0, 4));
  const valid = /^\d{4}$/.test(year);
  return (
    <QueryView query={overview}>
      {({ scheme }) =>
        scheme === null ? (
          <p>{t('noFixed')}</p>
        ) : (
          <>
            <RunPanel year={year} onYear={setAsked} />
            {valid && <YearPanel year={year} />}
            {valid && <BillsPanel year={year} />}
          </>
        )
      }
    </QueryView>
  );
}
