// The fee lines of a settlement and how each was split by scope.
import { Table, type TableProps } from 'antd';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { useText } from '@/lib/i18n';
import { formatRatio, formatYuan, isZero, sumYuan } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Line = Schema<'Settlement'>['lines'][number];

const splitKeys = [
  ['amount', 'amount'],
  ['fullSelfPay', 'full_self_pay'],
  ['overCeiling', 'over_ceiling'],
  ['firstSelfPay', 'first_self_pay'],
  ['eligible', 'eligible'],
] as const;

function useColumns(): TableProps<Line>['columns'] {
  const t = useText(messages);
  const split = splitKeys.map(([label, key]) => ({
    title: t(label),
    key,
    align: 'right' as const,
    render: (_: unknown, line: Line) => <MoneyText amount={line[key]} />,
  }));
  return [
    { title: t('no'), dataIndex: 'no', width: 48 },
    {
      title: t('item'),
      render: (_, line) => (
        <>
          {line.item_name} <span className="code dim">{line.item_code}</span>
        </>
      ),
    },
    { title: t('class'), width: 56, render: (_, line) => t(`class${line.class}`) },
    {
      title: t('price'),
      align: 'right',
      render: (_, line) => <span className="money">{formatYuan(line.price)}</span>,
    },
    {
      title: t('quantity'),
      align: 'right',
      render: (_, line) => <span className="money">{line.quantity}</span>,
    },
    {
      title: t('ceiling'),
      align: 'right',
      render: (_, line) =>
        line.ceiling === null ? (
          <span className="dim">—</span>
        ) : (
          <MoneyText amount={line.ceiling} />
        ),
    },
    {
      title: t('firstRatio'),
      align: 'right',
      render: (_, line) =>
        line.first_ratio === null || isZero(line.first_ratio) ? (
          <span className="dim">—</span>
        ) : (
          formatRatio(line.first_ratio)
        ),
    },
    ...split,
  ];
}

export function LinesPanel({ lines }: { lines: Line[] }) {
  const t = useText(messages);
  const columns = useColumns();
  return (
    <Panel title={t('lines')}>
      <Table<Line>
        size="small"
        aria-label={t('lines')}
        dataSource={lines}
        rowKey="no"
        columns={columns}
        pagination={false}
        locale={{ emptyText: t('noLines') }}
        summary={() =>
          lines.length > 1 && (
            <Table.Summary.Row className="sum-row">
              <Table.Summary.Cell index={0} colSpan={7}>
                {t('sum')}
              </Table.Summary.Cell>
              {splitKeys.map(([, key], i) => (
                <Table.Summary.Cell key={key} index={7 + i} align="right">
                  <MoneyText amount={sumYuan(lines.map((line) => line[key]))} strong />
                </Table.Summary.Cell>
              ))}
            </Table.Summary.Row>
          )
        }
      />
    </Panel>
  );
}
