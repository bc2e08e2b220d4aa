// This year's totals and, layer by layer, how much of the yearly cap is used.
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { usePick, useText } from '@/lib/i18n';
import { barPercent } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Year = Schema<'Person'>['year'];

export function YearPanel({ year }: { year: Year }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <Panel title={t('year', { year: year.year })} inYuan>
      <Facts
        items={[
          [t('count'), year.totals.count],
          [t('stays'), year.stays],
          [t('total'), <MoneyText amount={year.totals.total} />],
          [t('fund'), <MoneyText amount={year.totals.fund} />],
          [t('accountPaid'), <MoneyText amount={year.totals.account} />],
          [t('cash'), <MoneyText amount={year.totals.cash} />],
        ]}
      />
      <DataTable
        label={t('year', { year: year.year })}
        rows={year.layers}
        rowKey={(row) => `${row.benefit.id} ${row.layer.id}`}
        empty={t('noLayers')}
        columns={[
          { title: t('benefit'), render: (_, row) => pick(row.benefit.name) },
          { title: t('layer'), render: (_, row) => pick(row.layer.name) },
          {
            title: t('entered'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.entered} />,
          },
          { title: t('paid'), align: 'right', render: (_, row) => <MoneyText amount={row.paid} /> },
          {
            title: t('cap'),
            align: 'right',
            render: (_, row) =>
              row.cap === null ? (
                <span className="dim">{t('noCap')}</span>
              ) : (
                <MoneyText amount={row.cap} />
              ),
          },
          {
            title: '',
            width: 160,
            render: (_, row) =>
              row.cap !== null && (
                <div className="meter" aria-hidden="true">
                  <div style={{ width: `${barPercent(row.paid, row.cap)}%` }} />
                </div>
              ),
          },
        ]}
      />
    </Panel>
  );
}
