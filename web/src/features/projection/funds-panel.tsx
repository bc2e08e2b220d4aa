// What is left of each fund at the end, under every set of rules side by side.
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { usePick, useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Result = Schema<'Projection'>;

export function FundsPanel({ result }: { result: Result }) {
  const t = useText(messages);
  const pick = usePick();
  const rows = result.variants.flatMap((variant, at) =>
    variant.funds.flatMap((fund) => {
      const last = fund.months[fund.months.length - 1];
      if (!last) return [];
      const key = `${at} ${fund.scheme}.${fund.fund}`;
      return [{ key, rules: pick(variant.title), name: pick(fund.name), fund, last }];
    }),
  );
  rows.sort((a, b) => Number(a.fund.scheme === '') - Number(b.fund.scheme === ''));
  const head = [
    t('fundName'),
    t('rules'),
    t('opening'),
    t('atEnd'),
    t('low'),
    t('high'),
    t('payable'),
    t('belowZero'),
    t('belowZeroLow'),
  ];
  const table = () => [
    head,
    ...rows.map(({ rules, name, fund, last }) => [
      name,
      rules,
      fund.opening,
      last.balance,
      last.low,
      last.high,
      last.payable_months ?? '',
      fund.below_zero ?? '',
      fund.below_zero_low ?? '',
    ]),
  ];
  return (
    <Panel
      title={t('funds')}
      inYuan
      extra={<XlsxButton fileName={`projection-${result.number}-funds`} rows={table} />}
    >
      <DataTable
        label={t('funds')}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { title: t('fundName'), render: (_, row) => row.name },
          ...(result.variants.length > 1
            ? [{ title: t('rules'), render: (_: unknown, row: (typeof rows)[number]) => row.rules }]
            : []),
          {
            title: t('opening'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.fund.opening} />,
          },
          {
            title: t('atEnd'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.last.balance} strong />,
          },
          {
            title: t('low'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.last.low} />,
          },
          {
            title: t('high'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.last.high} />,
          },
          {
            title: t('payable'),
            align: 'right',
            render: (_, row) => row.last.payable_months ?? '—',
          },
          { title: t('belowZero'), render: (_, row) => row.fund.below_zero ?? t('never') },
          { title: t('belowZeroLow'), render: (_, row) => row.fund.below_zero_low ?? t('never') },
        ]}
      />
      <p className="dim">{t('payableHint')}</p>
    </Panel>
  );
}
