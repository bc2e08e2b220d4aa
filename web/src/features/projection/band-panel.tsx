// One fund under one set of rules: the balance with its band, and what each year brings.
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { Chart } from '@/components/chart';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { usePick, useText } from '@/lib/i18n';
import { chartNumber } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';
import { type Month, yearsOf } from './years';

type Result = Schema<'Projection'>;

// A drawing may be rounded; the tables have the exact amounts.
function useBandOption(months: readonly Month[]) {
  const t = useText(messages);
  return useMemo(() => {
    const line = (name: string, amount: (month: Month) => string, style: object) => ({
      type: 'line',
      name,
      showSymbol: false,
      data: months.map((month) => chartNumber(amount(month))),
      ...style,
    });
    const edge = { lineStyle: { type: 'dashed', width: 1 } };
    return {
      animation: false,
      color: ['#1b565a', '#b3541e', '#8d9a9c'],
      legend: { top: 0, right: 0 },
      grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: months.map((month) => month.month) },
      yAxis: { type: 'value', scale: true },
      series: [
        line(t('central'), (month) => month.balance, {}),
        line(t('low'), (month) => month.low, edge),
        line(t('high'), (month) => month.high, edge),
      ],
    };
  }, [months, t]);
}

function YearsTable({ months }: { months: readonly Month[] }) {
  const t = useText(messages);
  const amount = (title: string, of: (row: ReturnType<typeof yearsOf>[number]) => string) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: ReturnType<typeof yearsOf>[number]) => <MoneyText amount={of(row)} />,
  });
  return (
    <DataTable
      label={t('years')}
      rows={yearsOf(months)}
      rowKey={(row) => row.through}
      columns={[
        { title: t('year'), render: (_, row) => row.through },
        amount(t('income'), (row) => row.income),
        amount(t('spending'), (row) => row.spending),
        amount(t('central'), (row) => row.last.balance),
        amount(t('low'), (row) => row.last.low),
        amount(t('high'), (row) => row.last.high),
        { title: t('payable'), align: 'right', render: (_, row) => row.last.payable_months ?? '—' },
      ]}
    />
  );
}

export function BandPanel({ result, variant }: { result: Result; variant: number }) {
  const t = useText(messages);
  const pick = usePick();
  const funds = result.variants[variant]?.funds ?? [];
  const [shown, setShown] = useState(funds.length - 1);
  const fund = funds[shown];
  const months = useMemo(() => fund?.months ?? [], [fund]);
  const option = useBandOption(months);
  const table = () => [
    [
      t('month'),
      t('income'),
      t('spending'),
      t('central'),
      t('low'),
      t('middle'),
      t('high'),
      t('payable'),
    ],
    ...months.map((month) => [
      month.month,
      month.income,
      month.spending,
      month.balance,
      month.low,
      month.middle,
      month.high,
      month.payable_months ?? '',
    ]),
  ];
  return (
    <Panel
      title={t('band')}
      inYuan
      extra={
        <XlsxButton fileName={`projection-${result.number}-${variant}-${shown}`} rows={table} />
      }
    >
      <div className="projection-bar">
        <Select
          aria-label={t('shownFund')}
          style={{ minWidth: 420 }}
          value={shown}
          onChange={setShown}
          options={funds.map((one, i) => ({ value: i, label: pick(one.name) }))}
        />
      </div>
      <Chart option={option} height={280} label={t('band')} />
      <YearsTable months={months} />
    </Panel>
  );
}
