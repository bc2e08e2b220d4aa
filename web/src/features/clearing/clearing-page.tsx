// Clearing between this area and others: a month of each pair, and what has no outcome yet.
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { MonthPicker, useMonth } from '@/components/month-picker';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { formatCount } from '@/lib/money';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Statement = Schema<'ClearingStatement'>;
type Pair = Schema<'ClearingPair'>;
type Clearing = Schema<'Clearing'>;

const itemsPath = '/api/clearing/{month}/items';

function Code({ children }: { children: ReactNode }) {
  return <span className="code">{children}</span>;
}

function bookedWord(statement: Statement): 'bookedBoth' | 'bookedOne' | 'bookedNone' {
  if (statement.paid && statement.received) return 'bookedBoth';
  return statement.paid || statement.received ? 'bookedOne' : 'bookedNone';
}

function Direction({
  kind,
  month,
  statement,
}: {
  kind: 'owing' | 'claiming';
  month: string;
  statement: Statement;
}) {
  const t = useText(messages);
  const pick = usePick();
  const { insured, treated } = statement;
  const args = { path: { month }, query: { insured: insured.id, treated: treated.id } };
  const { csrf } = useSession();
  const isDue = statement.owed !== '0.00' && !(statement.paid && statement.received);
  const mayPay = useMay('clearing.post') && isDue;
  const query = useList(itemsPath, args);
  const title = t(kind, { insured: pick(insured.name), treated: pick(treated.name) });
  const agrees = statement.single_sided === 0 && statement.differing === 0;
  const amount = (value: string | null) =>
    value === null ? <span className="dim">—</span> : <MoneyText amount={value} />;
  return (
    <Panel
      title={title}
      inYuan
      extra={
        <>
          {kind === 'owing' && mayPay && (
            <ActionForm
              primary
              label={t('pay')}
              title={title}
              hint={t('payHint', { amount: statement.owed })}
              fields={[]}
              onSend={() => apiPost('/api/clearing/{month}/posting', csrf, args)}
            />
          )}
          <StateTag tone={agrees ? 'ok' : 'warn'}>{t(agrees ? 'agrees' : 'disagrees')}</StateTag>
          <ExportButton
            xlsx
            path={itemsPath}
            args={args}
            fileName={`clearing-${month}-${insured.id}-${treated.id}`}
            columns={[
              [t('crossing'), (row) => row.crossing],
              [t('settlement'), (row) => row.setl_id],
              [t('provider'), (row) => row.provider],
              [t('date'), (row) => row.date],
              [t('scheme'), (row) => pick(row.scheme.name)],
              [t('owed'), (row) => row.owed ?? ''],
              [t('claimed'), (row) => row.claimed ?? ''],
              [t('state'), (row) => pick(row.state.name)],
            ]}
          />
        </>
      }
    >
      <Facts
        items={[
          [t('count'), formatCount(statement.items)],
          [t('owed'), <MoneyText amount={statement.owed} strong />],
          [t('claimed'), <MoneyText amount={statement.claimed} strong />],
          [t('difference'), <MoneyText amount={statement.difference} />],
          [t('singleSided'), statement.single_sided],
          [t('differing'), statement.differing],
          [t('booked'), t(bookedWord(statement))],
        ]}
      />
      <ListTable
        query={query}
        label={title}
        rowKey={(row) => row.crossing}
        empty={t('noItems')}
        columns={[
          { title: t('crossing'), render: (_, row) => <Code>{row.crossing}</Code> },
          { title: t('settlement'), render: (_, row) => <Code>{row.setl_id}</Code> },
          { title: t('provider'), render: (_, row) => <Code>{row.provider}</Code> },
          { title: t('date'), render: (_, row) => row.date },
          { title: t('scheme'), render: (_, row) => pick(row.scheme.name) },
          { title: t('owed'), align: 'right', render: (_, row) => amount(row.owed) },
          { title: t('claimed'), align: 'right', render: (_, row) => amount(row.claimed) },
          {
            title: t('state'),
            render: (_, row) => (
              <StateTag tone={row.state.id === 'matched' ? 'plain' : 'warn'}>
                {pick(row.state.name)}
              </StateTag>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function PairView({ month, pair }: { month: string; pair: Pair }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <>
      <Panel title={t('with', { area: pick(pair.other.name) })} inYuan>
        <Facts items={[[t('net'), <MoneyText amount={pair.net} strong />]]} />
      </Panel>
      <Direction kind="owing" month={month} statement={pair.owing} />
      <Direction kind="claiming" month={month} statement={pair.claiming} />
    </>
  );
}

function OpenOrders({ orders }: { orders: Clearing['open'] }) {
  const t = useText(messages);
  return (
    <Panel title={t('open')}>
      {orders.length > 0 && <p className="dim">{t('openHint')}</p>}
      <DataTable
        label={t('open')}
        rows={orders}
        rowKey={(row) => row.crossing}
        empty={t('noOpen')}
        columns={[
          { title: t('crossing'), render: (_, row) => <Code>{row.crossing}</Code> },
          { title: t('insuredIn'), render: (_, row) => row.insured },
          { title: t('provider'), render: (_, row) => <Code>{row.provider}</Code> },
          { title: t('infno'), render: (_, row) => row.infno },
          { title: t('msgid'), render: (_, row) => <Code>{row.msgid}</Code> },
          { title: t('since'), render: (_, row) => formatTime(row.since) },
        ]}
      />
    </Panel>
  );
}

function MonthView({ month }: { month: string }) {
  const t = useText(messages);
  const query = useGet('/api/clearing/{month}', { path: { month } });
  return (
    <QueryView query={query}>
      {(clearing) => (
        <>
          {clearing.pairs.length === 0 && (
            <Panel>
              <p className="dim">{t('nobody')}</p>
            </Panel>
          )}
          {clearing.pairs.map((pair) => (
            <PairView key={pair.other.id} month={month} pair={pair} />
          ))}
          <OpenOrders orders={clearing.open} />
        </>
      )}
    </QueryView>
  );
}

export function ClearingPage() {
  const t = useText(messages);
  const [month, setMonth] = useMonth();
  return (
    <>
      <Panel title={t('title')}>
        <p className="dim">{t('intro')}</p>
        <MonthPicker month={month} onMonth={setMonth} size="middle" />
      </Panel>
      {/^\d{4}-\d{2}$/.test(month) && <MonthView month={month} />}
    </>
  );
}
