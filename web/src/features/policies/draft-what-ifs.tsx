// What a draft would have cost: the results that were kept of it, for whoever decides.
import { Link, useNavigate } from 'react-router';
import { DataTable } from '@/components/data-table';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { useText } from '@/lib/i18n';
import { formatCount, formatYuan } from '@/lib/money';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { formatTime } from '@/lib/time';
import { versionMessages } from './version-messages';

type Result = Schema<'WhatIfHead'>;
type Variant = Schema<'WhatIfVariant'>;

// The draft as it stands, or by the rules of a day ("draft:3@2027-07-01").
function variantOf(result: Result, draft: string): Variant | undefined {
  return result.variants.find(({ name }) => name.split('@')[0] === `draft:${draft}`);
}

export function DraftWhatIfs({ draft }: { draft: string }) {
  const t = useText(versionMessages);
  const navigate = useNavigate();
  const query = useGet('/api/what-if');
  const persons = (side: Variant['gain'] | undefined) =>
    side ? t('personsAndSum', { n: formatCount(side.persons), sum: formatYuan(side.amount) }) : '';
  return (
    <Panel title={t('whatIfs')}>
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            label={t('whatIfs')}
            rows={items.filter((row) => variantOf(row, draft))}
            rowKey={(row) => String(row.number)}
            empty={t('noWhatIfs')}
            onOpen={(row) => row.number !== null && void navigate(paths.whatIf(row.number))}
            columns={[
              {
                title: t('whatIf'),
                render: (_, row) => <Link to={paths.whatIf(row.number ?? 0)}>{row.number}</Link>,
              },
              { title: t('period'), render: (_, row) => `${row.from} – ${row.through}` },
              { title: t('gain'), render: (_, row) => persons(variantOf(row, draft)?.gain) },
              { title: t('lose'), render: (_, row) => persons(variantOf(row, draft)?.lose) },
              { title: t('by'), render: (_, row) => row.by },
              { title: t('when'), render: (_, row) => formatTime(row.at) },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
