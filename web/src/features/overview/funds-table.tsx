import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { usePick, useText } from '@/lib/i18n';
import { barPercent, chartNumber, sharePercent } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Fund = Schema<'Overview'>['funds'][number];

const isOver = (row: Fund) => chartNumber(row.spent) > chartNumber(row.income);

export function FundsTable({ funds }: { funds: Fund[] }) {
  const t = useText(messages);
  const pick = usePick();
  const money = (title: string, key: 'opening' | 'income' | 'spent' | 'balance') => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, row: Fund) => <MoneyText amount={row[key]} strong={key === 'balance'} />,
  });
  return (
    <DataTable
      label={t('funds')}
      rows={funds}
      rowKey={(row) => `${row.scheme.id} ${row.fund.id}`}
      empty={t('noFunds')}
      columns={[
        { title: t('scheme'), render: (_, row) => pick(row.scheme.name) },
        { title: t('fundName'), render: (_, row) => pick(row.fund.name) },
        money(t('opening'), 'opening'),
        money(t('income'), 'income'),
        money(t('spent'), 'spent'),
        money(t('balance'), 'balance'),
        {
          title: t('spentShare'),
          width: 150,
          align: 'right',
          render: (_, row) => (
            <div className={isOver(row) ? 'share is-over' : 'share'}>
              <div className="meter" aria-hidden="true">
                <div style={{ width: `${barPercent(row.spent, row.income)}%` }} />
              </div>
              <span className="money">{sharePercent(row.spent, row.income) ?? '—'}</span>
            </div>
          ),
        },
      ]}
    />
  );
}
