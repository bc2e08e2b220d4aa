// The fee lines of a settlement and how each was split by scope.
import { Table, type TableProps } from 'antd';
import { CsvButton } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { useText } from '@/lib/i18n';
import { formatPrice, formatRatio, isZero, sumYuan } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Line = Schema<'Settlement'>['lines'][number];

/** Something is paid first because of the class and not of the catalogue. */
const isDefault = (line: Line) =>
  line.first_ratio_of_class && line.first_ratio !== null && !isZero(line.first_ratio);

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
    { title: t('no'), width: 48, render: (_, __, index) => index + 1 },
    {
      title: t('item'),
      render: (_, line) => (
        <span title={t('lineSn', { sn: line.no })}>
          {line.item_name} <span className="code dim">{line.item_code}</span>
        </span>
      ),
    },
    { title: t('class'), width: 56, render: (_, line) => t(`class${line.class}`) },
    {
      title: t('price'),
      align: 'right',
      render: (_, line) => <span className="money">{formatPrice(line.price)}</span>,
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
        line.first_ratio === null ? (
          <span className="dim">—</span>
        ) : (
          <span className="money" title={isDefault(line) ? t('ofClassHint') : undefined}>
            {formatRatio(line.first_ratio)}
            {isDefault(line) && <sup>*</sup>}
          </span>
        ),
    },
    ...split,
  ];
}

function useCsv(): (lines: Line[]) => string[][] {
  const t = useText(messages);
  return (lines) => [
    [
      t('no'),
      t('lineNo'),
      t('itemCode'),
      t('item'),
      t('class'),
      t('price'),
      t('quantity'),
      t('ceiling'),
      t('firstRatio'),
      ...splitKeys.map(([label]) => t(label)),
    ],
    ...lines.map((line, index) => [
      String(index + 1),
      line.no,
      line.item_code,
      line.item_name,
      line.class,
      line.price,
      line.quantity,
      line.ceiling ?? '',
      line.first_ratio ?? '',
      ...splitKeys.map(([, key]) => line[key]),
    ]),
  ];
}

export function LinesPanel({ lines, setlId }: { lines: Line[]; setlId: string }) {
  const t = useText(messages);
  const columns = useColumns();
  const csv = useCsv();
  return (
    <Panel
      title={t('lines')}
      inYuan
      extra={
        lines.length > 0 && <CsvButton fileName={`lines-${setlId}`} rows={() => csv(lines)} />
      }
    >
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
      {lines.some(isDefault) && (
        <p className="dim table-note">* {t('ofClassHint')}</p>
      )}
    </Panel>
  );
}
