// What the desk does with a person's account and cards: statement, payouts, cards, what became of
// the person.
import { Input } from 'antd';
import { useState } from 'react';
import { ActionForm } from '@/components/action-form';
import { CardState, CardSteps } from '@/components/card-steps';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { ReviewState } from '@/components/review-cells';
import { XlsxButton } from '@/components/xlsx-button';
import { apiPost } from '@/lib/api-client';
import { useLang, usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

const sums = ['brought_forward', 'credits', 'purchases', 'interest', 'payouts'] as const;

function StatementTable({ statement }: { statement: Schema<'Statement'> }) {
  const t = useText(messages);
  const { lang } = useLang();
  const pick = usePick();
  const rows = () => [
    [t('time'), t('kind'), t('amount'), t('balanceAfter'), t('provider')],
    ...statement.lines.map((line) => [
      formatTime(line.time),
      pick(line.kind.name),
      line.amount,
      line.balance,
      line.provider ?? '',
    ]),
  ];
  return (
    <>
      <Facts
        items={[
          [t('openingBalance'), <MoneyText amount={statement.opening} />],
          ...sums.map((sum): [string, React.ReactNode] => [
            t(`sum_${sum}`),
            <MoneyText amount={statement.sums[sum]} />,
          ]),
          [t('closingBalance'), <MoneyText amount={statement.closing} strong />],
        ]}
      />
      <DataTable
        label={t('statement')}
        rows={statement.months}
        rowKey={(row) => row.month}
        empty={t('noMovements')}
        columns={[
          { title: t('month'), render: (_, row) => row.month },
          ...sums.map((sum) => ({
            title: t(`sum_${sum}`),
            align: 'right' as const,
            render: (_: unknown, row: Schema<'StatementMonth'>) => (
              <MoneyText amount={row.sums[sum]} />
            ),
          })),
          {
            title: t('closingBalance'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.balance} />,
          },
        ]}
      />
      <a
        href={`/api/persons/${statement.psn_no}/statements/${statement.year}/pdf?lang=${lang}`}
        target="_blank"
        rel="noreferrer"
      >
        {t('print')}
      </a>{' '}
      <XlsxButton fileName={`statement-${statement.psn_no}-${statement.year}`} rows={rows} />
    </>
  );
}

function InterestTable({ psnNo, year }: { psnNo: string; year: string }) {
  const t = useText(messages);
  const pick = usePick();
  const query = useGet('/api/persons/{psn_no}/interest/{year}', { path: { psn_no: psnNo, year } });
  return (
    <QueryView query={query} rows={2}>
      {(explained) => (
        <>
          <h3>
            {t('interestTitle')} <MoneyText amount={explained.earned.total} />
            {' · '}
            {t('interestPosted')} <MoneyText amount={explained.posted.total} />
          </h3>
          <DataTable
            label={t('interestTitle')}
            rows={explained.stretches}
            rowKey={(row) => `${row.from} ${row.carried}`}
            empty={t('noInterest')}
            columns={[
              { title: t('period'), render: (_, row) => `${row.from} – ${row.through}` },
              { title: t('kind'), render: (_, row) => t(row.carried ? 'carried' : 'current') },
              { title: t('arithmetic'), render: (_, row) => row.arithmetic },
            ]}
          />
          {explained.rates.map((rate) => (
            <p key={String(rate.carried)} className="dim">
              {t(rate.carried ? 'carried' : 'current')}: {pick(rate.document)} {rate.article} (
              {rate.since})
            </p>
          ))}
        </>
      )}
    </QueryView>
  );
}

export function StatementPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const mayExplain = useMay('account.read');
  const today = useGet('/api/region').data?.today;
  const [chosen, setYear] = useState<string>();
  const year = chosen ?? today?.slice(0, 4) ?? '';
  const valid = /^\d{4}$/.test(year);
  const query = useGet(
    '/api/persons/{psn_no}/statements/{year}',
    { path: { psn_no: psnNo, year } },
    { enabled: valid },
  );
  return (
    <Panel
      title={t('statement')}
      inYuan
      extra={
        <Input
          key={today}
          className="filter-short"
          size="small"
          defaultValue={year}
          aria-label={t('ofYear')}
          maxLength={4}
          onPressEnter={(event) => setYear(event.currentTarget.value.trim())}
          onBlur={(event) => setYear(event.target.value.trim())}
        />
      }
    >
      {valid && (
        <>
          <QueryView query={query} rows={4}>
            {(statement) => <StatementTable statement={statement} />}
          </QueryView>
          {mayExplain && <InterestTable psnNo={psnNo} year={year} />}
        </>
      )}
    </Panel>
  );
}

const kinds = ['transfer_out', 'inheritance', 'refund'] as const;

export function PayoutsPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const { lang } = useLang();
  const pick = usePick();
  const { csrf } = useSession();
  const mayWrite = useMay('account.write');
  const mayDecide = useMay('account.decide');
  const path = { psn_no: psnNo };
  const query = useGet('/api/persons/{psn_no}/payouts', { path });
  const year = useGet('/api/region').data?.today.slice(0, 4) ?? '';
  return (
    <Panel
      title={t('payouts')}
      inYuan
      extra={
        mayWrite && (
          <>
            <ActionForm
              label={t('askPayout')}
              hint={t('askPayoutHint')}
              fields={[
                {
                  name: 'kind',
                  label: t('kind'),
                  required: true,
                  initial: 'transfer_out',
                  options: kinds.map((value) => ({ value, label: t(value) })),
                },
                { name: 'day', label: t('leavingDay'), required: true, day: true },
                { name: 'receiver', label: t('receiver'), required: true },
                { name: 'receiver_account', label: t('receiverAccount') },
                { name: 'place', label: t('place') },
                { name: 'documents', label: t('documents'), required: true },
                { name: 'reason', label: t('why'), required: true },
              ]}
              onSend={(values) =>
                apiPost('/api/persons/{psn_no}/payouts', csrf, { path }, values)
              }
            />{' '}
            <ActionForm
              label={t('registerOffsite')}
              hint={t('registerOffsiteHint')}
              fields={[
                { name: 'from', label: t('from'), required: true, day: true },
                {
                  name: 'through',
                  label: t('through'),
                  required: true,
                  day: true,
                  initial: `${year}-12-31`,
                },
                { name: 'place', label: t('place'), required: true },
                { name: 'area', label: t('offsiteArea') },
                { name: 'contact', label: t('contact') },
                { name: 'receiver_account', label: t('receiverAccount') },
                { name: 'documents', label: t('documents'), required: true },
                {
                  name: 'settled',
                  label: t('kind'),
                  initial: 'yes',
                  options: [
                    { value: 'yes', label: t('settled') },
                    { value: 'no', label: t('longTerm') },
                  ],
                },
              ]}
              onSend={({ settled, ...values }) =>
                apiPost(
                  '/api/persons/{psn_no}/offsite',
                  csrf,
                  { path },
                  { ...values, year: Number(year), settled: settled === 'yes' },
                )
              }
            />
          </>
        )
      }
    >
      <QueryView query={query} rows={2}>
        {(list) => (
          <DataTable
            label={t('payouts')}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={t('noPayouts')}
            rowClassName={(row) => (row.reversed_at ? 'is-reversed' : '')}
            columns={[
              { title: t('kind'), render: (_, row) => pick(row.kind.name) },
              { title: t('leavingDay'), render: (_, row) => row.day },
              { title: t('receiver'), render: (_, row) => row.receiver },
              { title: t('status'), render: (_, row) => <ReviewState review={row} /> },
              {
                title: t('interestTitle'),
                align: 'right',
                render: (_, row) => (row.interest ? <MoneyText amount={row.interest} /> : '—'),
              },
              {
                title: t('amount'),
                align: 'right',
                render: (_, row) => (row.amount ? <MoneyText amount={row.amount} /> : '—'),
              },
              {
                title: '',
                render: (_, row) =>
                  row.amount && (
                    <a
                      href={`/api/persons/${psnNo}/payouts/${row.number}/pdf?lang=${lang}`}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {t('print')}
                    </a>
                  ),
              },
              {
                title: '',
                render: (_, row) =>
                  mayDecide &&
                  row.amount &&
                  !row.reversed_at && (
                    <ActionForm
                      label={t('takeBack')}
                      hint={t('takeBackHint')}
                      fields={[{ name: 'reason', label: t('why'), required: true }]}
                      onSend={(values) =>
                        apiPost(
                          '/api/persons/{psn_no}/payouts/{number}/reversal',
                          csrf,
                          { path: { psn_no: psnNo, number: row.number } },
                          values,
                        )
                      }
                    />
                  ),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function CardsPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const mayWrite = useMay('card.write');
  const path = { psn_no: psnNo };
  const query = useGet('/api/persons/{psn_no}/cards', { path });
  const items = useGet('/api/card-items').data?.items ?? [];
  return (
    <Panel
      title={t('cards')}
      inYuan
      extra={
        mayWrite &&
        items.length > 0 && (
          <ActionForm
            label={t('applyCard')}
            fields={[
              {
                name: 'item',
                label: t('item'),
                required: true,
                initial: items[0]?.item.id,
                options: items.map((one) => ({
                  value: one.item.id,
                  label: `${pick(one.item.name)} ${one.fee} / ${one.replacement_fee}`,
                })),
              },
              { name: 'note', label: t('why') },
            ]}
            onSend={(values) => apiPost('/api/persons/{psn_no}/cards', csrf, { path }, values)}
          />
        )
      }
    >
      <QueryView query={query} rows={2}>
        {(list) => (
          <DataTable
            label={t('cards')}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={t('noCards')}
            columns={[
              { title: t('item'), render: (_, row) => pick(row.item.name) },
              { title: t('cardNo'), render: (_, row) => row.number ?? '—' },
              {
                title: t('fee'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.fee} />,
              },
              { title: t('status'), render: (_, row) => <CardState card={row} /> },
              { title: '', render: (_, row) => <CardSteps card={row} /> },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function TimelinePanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const query = useGet('/api/persons/{psn_no}/timeline', { path: { psn_no: psnNo } });
  return (
    <Panel title={t('timeline')}>
      <QueryView query={query} rows={3}>
        {(list) => (
          <div className="scroll-short">
            <DataTable
              label={t('timeline')}
              rows={list.items}
              rowKey={(row) => `${row.day} ${row.kind} ${row.text.zh}`}
              empty={t('noCoverage')}
              columns={[
                { title: t('day'), render: (_, row) => row.day },
                { title: t('what'), render: (_, row) => pick(row.text) },
              ]}
            />
          </div>
        )}
      </QueryView>
    </Panel>
  );
}
