// What each fund would have paid, and how long its balance lasts.
import { useMemo } from 'react';
import { Chart } from '@/components/chart';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { usePick, useText } from '@/lib/i18n';
import { chartNumber } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { compareYuan, difference } from './amounts';
import { messages } from './messages';

type Result = Schema<'WhatIf'>;

export function FundsPanel({ result, variant }: { result: Result; variant: number }) {
  const t = useText(messages);
  const pick = usePick();
  const rows = useMemo(
    () =>
      result.funds.map((fund) => {
        const before = fund.variants[0] ?? { paid: '0.00', months_left: null };
        const after = fund.variants[variant] ?? before;
        const key = `${fund.scheme}.${fund.fund}`;
        const change = difference(before.paid, after.paid);
        return { key, name: pick(fund.name), balance: fund.balance, before, after, change };
      }),
    [result, variant, pick],
  );
  // A drawing may be rounded; the table below has the exact amounts.
  const option = useMemo(
    () => ({
      animation: false,
      color: ['#8d9a9c', '#1b565a'],
      legend: { top: 0, right: 0 },
      grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'value' },
      yAxis: { type: 'category', inverse: true, data: rows.map((row) => row.name) },
      series: [
        {
          type: 'bar',
          name: t('before'),
          barMaxWidth: 14,
          data: rows.map((row) => chartNumber(row.before.paid)),
        },
        {
          type: 'bar',
          name: t('after'),
          barMaxWidth: 14,
          data: rows.map((row) => chartNumber(row.after.paid)),
        },
      ],
    }),
    [rows, t],
  );
  const table = () => [
    [
      t('fundName'),
      t('before'),
      t('after'),
      t('difference'),
      t('balance'),
      t('monthsBefore'),
      t('monthsAfter'),
    ],
    ...rows.map((row) => [
      row.name,
      row.before.paid,
      row.after.paid,
      row.change,
      row.balance ?? '',
      row.before.months_left ?? '',
      row.after.months_left ?? '',
    ]),
  ];
  return (
    <Panel
      title={t('funds')}
      inYuan
      extra={<XlsxButton fileName={`what-if-${result.number}-funds`} rows={table} />}
    >
      {rows.length > 0 && (
        <Chart option={option} height={50 + rows.length * 44} label={t('funds')} />
      )}
      <DataTable
        label={t('funds')}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { title: t('fundName'), render: (_, row) => row.name },
          {
            title: t('before'),
            align: 'right',
            sorter: (a, b) => compareYuan(a.before.paid, b.before.paid),
            render: (_, row) => <MoneyText amount={row.before.paid} />,
          },
          {
            title: t('after'),
            align: 'right',
            sorter: (a, b) => compareYuan(a.after.paid, b.after.paid),
            render: (_, row) => <MoneyText amount={row.after.paid} />,
          },
          {
            title: t('difference'),
            align: 'right',
            sorter: (a, b) => compareYuan(a.change, b.change),
            render: (_, row) => <MoneyText amount={row.change} strong />,
          },
          {
            title: t('balance'),
            align: 'right',
            render: (_, row) => (row.balance === null ? '—' : <MoneyText amount={row.balance} />),
          },
          {
            title: t('monthsBefore'),
            align: 'right',
            render: (_, row) => row.before.months_left ?? '—',
          },
          {
            title: t('monthsAfter'),
            align: 'right',
            render: (_, row) => row.after.months_left ?? '—',
          },
        ]}
      />
      {result.source === 'history' && (
        <p className="dim">{t('monthsHint', { n: result.days })}</p>
      )}
    </Panel>
  );
}
