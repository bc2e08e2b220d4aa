// Accounts of the area: interest, what is paid out of them, and who lives elsewhere.
import { App } from 'antd';
import { Link } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { MonthPicker, useMonth } from '@/components/month-picker';
import { Panel } from '@/components/panel';
import { Decision, ReviewState } from '@/components/review-cells';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { InterestRuns, RunInterest } from './interest-panel';
import { messages } from './messages';

function PayoutsPanel() {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const mayDecide = useMay('account.decide');
  const mayReadPersons = useMay('person.read');
  const [month, setMonth] = useMonth();
  const path = '/api/payouts';
  const args = { query: { month } };
  const query = useList(path, args);
  const decide = (row: Schema<'Payout'>) => (approve: boolean, note: string) =>
    apiPost(
      '/api/persons/{psn_no}/payouts/{number}/decision',
      csrf,
      { path: { psn_no: row.psn_no, number: row.number } },
      { approve, note },
    );
  return (
    <Panel
      title={t('payouts')}
      inYuan
      extra={
        <>
          <MonthPicker month={month} onMonth={setMonth} />
          <ExportButton
            path={path}
            args={args}
            fileName={`payouts-${month}`}
            columns={[
              [t('psnNo'), (row) => row.psn_no],
              [t('name'), (row) => row.name ?? ''],
              [t('kind'), (row) => pick(row.kind.name)],
              [t('day'), (row) => row.day],
              [t('receiver'), (row) => row.receiver],
              [t('state'), (row) => row.state],
              [t('amount'), (row) => row.amount ?? ''],
            ]}
          />
        </>
      }
    >
      <p className="dim">{t('payoutsIntro')}</p>
      <ListTable
        query={query}
        label={t('payouts')}
        rowKey={(row) => row.id}
        empty={t('noPayouts')}
        rowClassName={(row) => (row.reversed_at ? 'is-reversed' : '')}
        columns={[
          {
            title: t('person'),
            render: (_, row) =>
              mayReadPersons ? (
                <Link to={paths.person(row.psn_no)}>{row.name ?? row.psn_no}</Link>
              ) : (
                (row.name ?? row.psn_no)
              ),
          },
          { title: t('kind'), render: (_, row) => pick(row.kind.name) },
          { title: t('day'), render: (_, row) => row.day },
          { title: t('receiver'), render: (_, row) => row.receiver },
          { title: t('reason'), render: (_, row) => row.reason },
          { title: t('requestedBy'), render: (_, row) => row.requested_by },
          { title: t('state'), render: (_, row) => <ReviewState review={row} /> },
          {
            title: t('amount'),
            align: 'right',
            render: (_, row) => (row.amount ? <MoneyText amount={row.amount} /> : '—'),
          },
          {
            title: t('decidedBy'),
            render: (_, row) => <Decision review={row} may={mayDecide} onDecide={decide(row)} />,
          },
        ]}
      />
    </Panel>
  );
}

function OffsitePanel({ year }: { year: number }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const { message } = App.useApp();
  const mayWrite = useMay('account.write');
  const query = useList('/api/offsite/{year}', { path: { year: String(year) } });
  const prepare = (values: Record<string, string>) =>
    apiPost('/api/offsite/{year}/payouts/{period}', csrf, {
      path: { year: String(year), period: values.period ?? '' },
    });
  const tell = (answer: unknown) => {
    const run = answer as Schema<'OffsiteRun'>;
    message.info(
      t('prepared', {
        period: run.period,
        made: run.made,
        before: run.before,
        empty: run.empty,
      }),
    );
  };
  return (
    <Panel
      title={`${t('offsite')} ${year}`}
      extra={
        mayWrite && (
          <ActionForm
            label={t('prepare')}
            fields={[{ name: 'period', label: t('period'), required: true, initial: '1' }]}
            onSend={prepare}
            onDone={tell}
          />
        )
      }
    >
      <p className="dim">{t('offsiteIntro')}</p>
      <ListTable
        query={query}
        label={t('offsite')}
        rowKey={(row) => row.psn_no}
        empty={t('noOffsite')}
        columns={[
          { title: t('psnNo'), render: (_, row) => <span className="code">{row.psn_no}</span> },
          { title: t('name'), render: (_, row) => row.name },
          {
            title: t('kind'),
            render: (_, row) => (
              <StateTag tone="plain">{t(row.settled ? 'settled' : 'longTerm')}</StateTag>
            ),
          },
          { title: t('place'), render: (_, row) => row.place },
          { title: t('period'), render: (_, row) => `${row.from} – ${row.through}` },
        ]}
      />
    </Panel>
  );
}

export function AccountsPage() {
  const mayRun = useMay('interest.run');
  const today = useGet('/api/region').data?.today;
  const year = today ? Number(today.slice(0, 4)) : undefined;
  return (
    <>
      <PayoutsPanel />
      {mayRun && year && <RunInterest thisYear={year} />}
      <InterestRuns />
      {year && <OffsitePanel year={year} />}
    </>
  );
}
