// The same sums by scheme, level, category, age, office, institution, month: sorted, filtered,
// exported.
import { Input, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { startOf, usePick, useText } from '@/lib/i18n';
import { formatCount, formatRatio } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { compareText, compareYuan, difference } from './amounts';
import { messages } from './messages';

type Result = Schema<'WhatIf'>;
type Table = Result['tables'][number];
type Figures = Schema<'WhatIfFigures'>;

interface Row {
  code: string;
  name: string;
  before: Figures;
  after: Figures;
  change: string;
}

const ratio = (value: string | null) => (value === null ? '—' : formatRatio(value));

function rowsOf(table: Table, variant: number, pick: ReturnType<typeof usePick>): Row[] {
  return table.rows.flatMap((row) => {
    const before = row.variants[0];
    const after = row.variants[variant];
    if (!before || !after) return [];
    const change = difference(before.funds, after.funds);
    return [{ code: row.code, name: pick(row.name), before, after, change }];
  });
}

function OneTable({ result, table, variant }: { result: Result; table: Table; variant: number }) {
  const t = useText(messages);
  const pick = usePick();
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => rowsOf(table, variant, pick), [table, variant, pick]);
  const wanted = filter.trim().toLowerCase();
  const shown = rows.filter((row) => `${row.name} ${row.code}`.toLowerCase().includes(wanted));
  const title = pick(table.title);
  const amount = (name: string, of: (row: Row) => string, strong = false) => ({
    title: name,
    align: 'right' as const,
    sorter: (a: Row, b: Row) => compareYuan(of(a), of(b)),
    render: (_: unknown, row: Row) => <MoneyText amount={of(row)} strong={strong} />,
  });
  const pair = (name: string, of: (figures: Figures) => string | null) => ({
    title: name,
    align: 'right' as const,
    sorter: (a: Row, b: Row) => compareText(of(a.after), of(b.after)),
    render: (_: unknown, row: Row) => `${ratio(of(row.before))} → ${ratio(of(row.after))}`,
  });
  const sheet = () => [
    [
      title,
      t('code'),
      t('encounters'),
      t('total'),
      t('eligible'),
      t('fundsBefore'),
      t('fundsAfter'),
      t('difference'),
      t('burdenBefore'),
      t('burdenAfter'),
      `${t('scopeRatio')} · ${t('before')}`,
      `${t('scopeRatio')} · ${t('after')}`,
      `${t('actualRatio')} · ${t('before')}`,
      `${t('actualRatio')} · ${t('after')}`,
    ],
    ...shown.map((row) => [
      row.name,
      row.code,
      String(row.after.encounters),
      row.after.total,
      row.after.eligible,
      row.before.funds,
      row.after.funds,
      row.change,
      row.before.burden,
      row.after.burden,
      ratio(row.before.scope_ratio),
      ratio(row.after.scope_ratio),
      ratio(row.before.actual_ratio),
      ratio(row.after.actual_ratio),
    ]),
  ];
  return (
    <>
      <div className="page-bar">
        <Input
          allowClear
          aria-label={t('filter')}
          placeholder={t('filter')}
          style={{ maxWidth: 260 }}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <XlsxButton fileName={`what-if-${result.number}-${table.by}`} rows={sheet} />
      </div>
      <DataTable
        label={title}
        rows={shown}
        rowKey={(row) => row.code}
        columns={[
          { title, render: (_, row) => row.name },
          {
            title: t('encounters'),
            align: 'right',
            sorter: (a, b) => a.after.encounters - b.after.encounters,
            render: (_, row) => formatCount(row.after.encounters),
          },
          amount(t('total'), (row) => row.after.total),
          amount(t('fundsBefore'), (row) => row.before.funds),
          amount(t('fundsAfter'), (row) => row.after.funds),
          amount(t('difference'), (row) => row.change, true),
          amount(t('burdenBefore'), (row) => row.before.burden),
          amount(t('burdenAfter'), (row) => row.after.burden),
          pair(t('scopeRatio'), (figures) => figures.scope_ratio),
          pair(t('actualRatio'), (figures) => figures.actual_ratio),
        ]}
      />
    </>
  );
}

export function TablesPanel({ result, variant }: { result: Result; variant: number }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <Panel title={t('tables')} inYuan>
      <Tabs
        items={result.tables.map((table) => ({
          key: table.by,
          label: startOf(pick(table.title)),
          children: <OneTable result={result} table={table} variant={variant} />,
        }))}
      />
    </Panel>
  );
}
