import { DatePicker, Select, type TableProps } from 'antd';
import dayjs from 'dayjs';
import { useSearchParams } from 'react-router';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { usePick, useText } from '@/lib/i18n';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { BalancesPanel } from './balances-panel';
import { EntryDrawer, Source } from './entry-drawer';
import { messages } from './messages';
import { VerifyPanel } from './verify-panel';

type Entry = Schema<'LedgerEntry'>;
type Name = 'account' | 'date_from' | 'date_to' | 'entry';

/** The page's state lives in its address, so a filter or an open entry can be linked to. */
function useAddress() {
  const [params, setParams] = useSearchParams();
  const get = (name: Name) => params.get(name) ?? undefined;
  const set = (changed: Partial<Record<Name, string>>) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changed)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  return { get, set };
}

function useColumns(): TableProps<Entry>['columns'] {
  const t = useText(messages);
  const pick = usePick();
  return [
    { title: t('no'), width: 90, render: (_, entry) => <span className="code">{entry.no}</span> },
    { title: t('date'), dataIndex: 'date', width: 110 },
    { title: t('kind'), render: (_, entry) => pick(entry.kind.name) },
    { title: t('text'), render: (_, entry) => pick(entry.text) },
    { title: t('source'), render: (_, entry) => <Source source={entry.source} /> },
    {
      title: t('amount'),
      align: 'right',
      render: (_, entry) => <MoneyText amount={entry.amount} />,
    },
    {
      title: t('hash'),
      width: 110,
      render: (_, entry) => <span className="code dim">{entry.hash.slice(0, 10)}</span>,
    },
  ];
}

function JournalPanel({ accounts }: { accounts: Schema<'LedgerAccounts'>['items'] }) {
  const t = useText(messages);
  const pick = usePick();
  const { get, set } = useAddress();
  const [from, to] = [get('date_from'), get('date_to')];
  const args = { query: { account: get('account'), date_from: from, date_to: to } };
  const query = useList('/api/ledger/entries', args);
  const columns = useColumns();
  return (
    <Panel
      title={t('journal')}
      inYuan
      extra={
        <>
          <Select
            size="small"
            className="filter-account"
            aria-label={t('account')}
            value={get('account') ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(account) => set({ account })}
            options={[
              { value: '', label: t('allAccounts') },
              ...accounts.map((row) => ({
                value: row.account,
                label: `${row.account} ${pick(row.name)}`,
              })),
            ]}
          />
          <DatePicker.RangePicker
            size="small"
            aria-label={t('dates')}
            allowEmpty={[true, true]}
            value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
            onChange={(range) =>
              set({
                date_from: range?.[0]?.format('YYYY-MM-DD'),
                date_to: range?.[1]?.format('YYYY-MM-DD'),
              })
            }
          />
          <ExportButton
            path="/api/ledger/entries"
            args={args}
            fileName="journal"
            columns={[
              [t('no'), (entry) => entry.no],
              [t('date'), (entry) => entry.date],
              [t('kind'), (entry) => pick(entry.kind.name)],
              [t('text'), (entry) => pick(entry.text)],
              [t('source'), (entry) => entry.source?.id ?? ''],
              [t('amount'), (entry) => entry.amount],
              [t('hash'), (entry) => entry.hash],
            ]}
          />
        </>
      }
    >
      <ListTable
        query={query}
        label={t('journal')}
        rowKey={(entry) => entry.no}
        columns={columns}
        onOpen={(entry) => set({ entry: entry.no })}
        empty={t('noEntries')}
      />
    </Panel>
  );
}

export function LedgerPage() {
  const { get, set } = useAddress();
  const accounts = useGet('/api/ledger/accounts');
  return (
    <>
      <VerifyPanel />
      <QueryView query={accounts} rows={10}>
        {(data) => (
          <>
            <BalancesPanel accounts={data} onAccount={(account) => set({ account })} />
            <JournalPanel accounts={data.items} />
          </>
        )}
      </QueryView>
      <EntryDrawer no={get('entry') ?? null} onClose={() => set({ entry: '' })} />
    </>
  );
}
