// Members, spending by age, and what was assumed.
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { usePick, useText } from '@/lib/i18n';
import { formatCount } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Result = Schema<'Projection'>;

const counts = ['all', 'young', 'working', 'old', 'payers'] as const;

export function MembersPanel({ result }: { result: Result }) {
  const t = useText(messages);
  const pick = usePick();
  const rows = result.members.flatMap((members) =>
    members.years.map((year, n) => ({ scheme: members.scheme, name: pick(members.name), n, year })),
  );
  const when = (n: number) => (n === 0 ? t('now') : t('afterYears', { n }));
  const table = () => [
    [t('scheme'), t('year'), ...counts.map((count) => t(count))],
    ...rows.map((row) => [
      row.name,
      when(row.n),
      ...counts.map((count) => String(row.year[count])),
    ]),
  ];
  return (
    <Panel
      title={t('membersTitle')}
      extra={<XlsxButton fileName={`projection-${result.number}-members`} rows={table} />}
    >
      <DataTable
        label={t('membersTitle')}
        rows={rows}
        rowKey={(row) => `${row.scheme} ${row.n}`}
        columns={[
          { title: t('scheme'), render: (_, row) => (row.n === 0 ? row.name : '') },
          { title: t('time'), render: (_, row) => when(row.n) },
          ...counts.map((count) => ({
            title: t(count),
            align: 'right' as const,
            render: (_: unknown, row: (typeof rows)[number]) => formatCount(row.year[count]),
          })),
        ]}
      />
    </Panel>
  );
}

export function AgesPanel({ result, variant }: { result: Result; variant: number }) {
  const t = useText(messages);
  const rows = result.variants[variant]?.ages ?? [];
  const years = rows[0]?.spending.map((_, index) => index) ?? [];
  const table = () => [
    [t('age'), ...years.map((n) => t('yearN', { n: n + 1 }))],
    ...rows.map((row) => [`${row.from}–${row.through}`, ...row.spending]),
  ];
  return (
    <Panel
      title={t('ages')}
      inYuan
      extra={<XlsxButton fileName={`projection-${result.number}-ages`} rows={table} />}
    >
      <DataTable
        label={t('ages')}
        rows={rows}
        rowKey={(row) => String(row.from)}
        empty={t('noAges')}
        columns={[
          { title: t('age'), render: (_, row) => `${row.from}–${row.through}` },
          ...years.map((n) => ({
            title: t('yearN', { n: n + 1 }),
            align: 'right' as const,
            render: (_: unknown, row: (typeof rows)[number]) => (
              <MoneyText amount={row.spending[n] ?? '0.00'} />
            ),
          })),
        ]}
      />
    </Panel>
  );
}

export function AssumptionsPanel({ result }: { result: Result }) {
  const t = useText(messages);
  const pick = usePick();
  const rows = result.assumptions;
  const table = () => [
    [t('assumption'), t('value'), t('usual'), t('unit'), t('source')],
    ...rows.map((row) => [
      pick(row.name),
      String(row.value),
      String(row.usual),
      pick(row.unit),
      pick(row.source),
    ]),
  ];
  return (
    <Panel
      title={t('assumptions')}
      extra={<XlsxButton fileName={`projection-${result.number}-assumptions`} rows={table} />}
    >
      <DataTable
        label={t('assumptions')}
        rows={rows}
        rowKey={(row) => row.code}
        columns={[
          { title: t('assumption'), render: (_, row) => pick(row.name) },
          { title: t('value'), align: 'right', render: (_, row) => row.value },
          { title: t('usual'), align: 'right', render: (_, row) => row.usual },
          { title: t('unit'), render: (_, row) => pick(row.unit) },
          { title: t('source'), render: (_, row) => pick(row.source) },
        ]}
      />
    </Panel>
  );
}
