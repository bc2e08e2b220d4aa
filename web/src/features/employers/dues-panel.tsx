// What an employer owes and has paid, bill by bill, with the late fees and the frozen days.
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { XlsxButton } from '@/components/xlsx-button';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Dues = Schema<'Dues'>;

function Debts({ dues }: { dues: Dues }) {
  const t = useText(messages);
  return (
    <DataTable
      label={t('dues')}
      rows={dues.debts}
      rowKey={(row) => row.bill}
      empty={t('noBills')}
      columns={[
        {
          title: t('bill'),
          render: (_, row) => (
            <Link to={paths.bill(row.bill)} className="code">
              {row.bill}
            </Link>
          ),
        },
        { title: t('due'), render: (_, row) => row.due },
        {
          title: t('owed'),
          align: 'right',
          render: (_, row) => <MoneyText amount={row.owed.total} />,
        },
        {
          title: t('paid'),
          align: 'right',
          render: (_, row) => <MoneyText amount={row.paid.total} />,
        },
        {
          title: t('openAmount'),
          align: 'right',
          render: (_, row) => <MoneyText amount={row.open.total} strong />,
        },
        {
          title: t('lateFee'),
          align: 'right',
          render: (_, row) => (
            <>
              <MoneyText amount={row.fee_paid} /> / <MoneyText amount={row.fee} />
            </>
          ),
        },
        {
          title: t('feeIfPaid'),
          align: 'right',
          render: (_, row) =>
            row.days > 0 ? (
              <>
                <span className="dim">
                  {row.open.total} × {dues.late_fee_per_day} × {row.days} ={' '}
                </span>
                <MoneyText amount={row.fee_if_paid} />
              </>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}

function Payments({ code, dues }: { code: string; dues: Dues }) {
  const t = useText(messages);
  const pick = usePick();
  const kinds = {
    receipt: t('kindReceipt'),
    credit_use: t('kindCreditUse'),
    reversal: t('kindReversal'),
    held: t('kindReceipt'),
    assigned: t('kindReceipt'),
    returned: t('kindReceipt'),
    refunded: t('kindRefund'),
  };
  return (
    <>
      <h3>
        {t('payments')}{' '}
        <XlsxButton
          fileName={`payments-${code}`}
          rows={() => [
            [
              t('day'),
              t('reference'),
              t('kind'),
              t('amount'),
              t('rule'),
              t('bill'),
              t('paid'),
              t('lateFee'),
            ],
            ...dues.payments.flatMap((row) =>
              row.lines.map((line) => [
                row.day,
                row.reference ?? '',
                kinds[row.kind],
                row.amount,
                pick(row.rule.name),
                line.bill,
                line.paid.total,
                line.fee_paid,
              ]),
            ),
          ]}
        />
      </h3>
      <DataTable
        label={t('payments')}
        rows={dues.payments}
        rowKey={(row) => String(row.number)}
        empty={t('noPayments')}
        columns={[
          { title: t('day'), render: (_, row) => row.day },
          {
            title: t('reference'),
            render: (_, row) => <span className="code">{row.reference ?? '—'}</span>,
          },
          { title: t('kind'), render: (_, row) => kinds[row.kind] },
          { title: t('rule'), render: (_, row) => pick(row.rule.name) },
          {
            title: t('amount'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.amount} />,
          },
          {
            title: t('laidOn'),
            render: (_, row) =>
              row.lines.map((line) => (
                <div key={line.bill}>
                  {line.bill} <MoneyText amount={line.paid.total} />
                  {line.days > 0 &&
                    ` + ${t('lateFee')} ${line.fee}（${t('daysLate', { n: line.days })}）`}
                </div>
              )),
          },
          {
            title: t('entry'),
            render: (_, row) => <Link to={paths.ledgerEntry(row.entry)}>{row.entry}</Link>,
          },
          { title: t('by'), render: (_, row) => `${row.by} · ${formatTime(row.at)}` },
        ]}
      />
    </>
  );
}

function Frozen({ dues }: { dues: Dues }) {
  const t = useText(messages);
  if (dues.frozen.length === 0) return null;
  return (
    <>
      <h3>{t('frozenDays')}</h3>
      <DataTable
        label={t('frozenDays')}
        rows={dues.frozen}
        rowKey={(row) => row.bill}
        columns={[
          { title: t('bill'), render: (_, row) => <span className="code">{row.bill}</span> },
          { title: t('from'), render: (_, row) => row.from },
          { title: t('through'), render: (_, row) => row.through ?? t('open') },
          { title: t('paidOn'), render: (_, row) => row.paid ?? '—' },
          { title: t('undone'), render: (_, row) => (row.undone ? t('undoneYes') : '—') },
        ]}
      />
    </>
  );
}

// What is claimed outside of the monthly levy stands in dues of its own.
export const duesBooks = ['prefund', 'cadre', 'soldier'] as const;

function DuesView({ code, dues }: { code: string; dues: Dues }) {
  const t = useText(messages);
  return (
    <>
      <Facts items={[[t('credit'), <MoneyText amount={dues.credit} strong />]]} />
      <Debts dues={dues} />
      <Payments code={code} dues={dues} />
      <Frozen dues={dues} />
    </>
  );
}

export function DuesPanel({ code }: { code: string }) {
  const t = useText(messages);
  const query = useGet('/api/employers/{code}/dues', { path: { code } });
  return (
    <Panel title={t('dues')} inYuan>
      <QueryView query={query}>{(dues) => <DuesView code={code} dues={dues} />}</QueryView>
    </Panel>
  );
}

/** The dues of a claim; nothing for an employer that never had one. */
export function BookPanel({ code }: { code: string }) {
  const t = useText(messages);
  const query = useGet('/api/employers/{code}/dues', { path: { code } });
  const book = code.slice(code.indexOf('_') + 1) as (typeof duesBooks)[number];
  const dues = query.data;
  if (!dues || (dues.debts.length === 0 && dues.payments.length === 0)) return null;
  return (
    <Panel title={`${t('dues')} · ${t(book)}`} inYuan>
      <DuesView code={code} dues={dues} />
    </Panel>
  );
}
