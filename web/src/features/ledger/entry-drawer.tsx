import { Drawer } from 'antd';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Facts } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Entry = Schema<'LedgerEntry'>;

/** Where an entry came from; a settlement is a link for those who may see it. */
export function Source({ source }: { source: Entry['source'] }) {
  const maySettlements = useMay('settlement.read');
  if (!source) return <span className="dim">—</span>;
  const id = <span className="code">{source.id}</span>;
  return source.type === 'settlement' && maySettlements ? (
    <Link to={paths.settlement(source.id)}>{id}</Link>
  ) : (
    id
  );
}

function EntryView({ entry }: { entry: Entry }) {
  const t = useText(messages);
  const pick = usePick();
  const side = (amount: string | null) => (amount === null ? '' : <MoneyText amount={amount} />);
  return (
    <>
      <Facts
        items={[
          [t('date'), entry.date],
          [t('time'), formatTime(entry.time)],
          [t('kind'), pick(entry.kind.name)],
          [t('source'), <Source source={entry.source} />],
        ]}
      />
      <p className="entry-text">{pick(entry.text)}</p>
      <DataTable
        label={t('entry', { no: entry.no })}
        rows={entry.postings}
        empty={t('noPostings')}
        rowKey={(row) => `${row.account} ${row.debit ?? ''} ${row.credit ?? ''}`}
        columns={[
          {
            title: t('account'),
            render: (_, row) => (
              <>
                {pick(row.name)} <div className="code dim">{row.account}</div>
              </>
            ),
          },
          { title: t('debit'), align: 'right', render: (_, row) => side(row.debit) },
          { title: t('credit'), align: 'right', render: (_, row) => side(row.credit) },
        ]}
      />
      <dl className="hashes">
        <dt>{t('thisHash')}</dt>
        <dd className="code digest">{entry.hash}</dd>
        <dt>{t('previousHash')}</dt>
        <dd className="code digest">{entry.previous_hash ?? t('first')}</dd>
      </dl>
    </>
  );
}

export function EntryDrawer({ no, onClose }: { no: string | null; onClose: () => void }) {
  const t = useText(messages);
  const query = useGet(
    '/api/ledger/entries/{no}',
    { path: { no: no ?? '' } },
    { enabled: no !== null },
  );
  return (
    <Drawer open={no !== null} size={720} title={t('entry', { no: no ?? '' })} onClose={onClose}>
      <QueryView query={query}>{(entry) => <EntryView entry={entry} />}</QueryView>
    </Drawer>
  );
}
