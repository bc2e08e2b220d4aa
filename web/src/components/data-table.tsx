// A table whose rows open by click or Enter and are walked with the arrow keys.
import { Empty, Table, type TableProps } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '@/lib/i18n';
import { messages } from './messages';

function walk(event: KeyboardEvent<HTMLElement>, open: () => void) {
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
  if (event.key === 'Enter') {
    event.preventDefault();
    open();
  } else if (
    (event.key === 'ArrowDown' || event.key === 'ArrowUp') &&
    next instanceof HTMLElement
  ) {
    event.preventDefault();
    next.focus();
  }
}

export interface DataTableProps<Row extends object> {
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: TableProps<Row>['columns'];
  onOpen?: (row: Row) => void;
  rowClassName?: (row: Row) => string;
  empty?: ReactNode;
  loading?: boolean;
  label: string;
  summary?: () => ReactNode;
}

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const t = useText(messages);
  const { rows, rowKey, columns, onOpen, rowClassName, empty, loading, label, summary } = props;
  return (
    <Table<Row>
      size="small"
      aria-label={label}
      dataSource={rows as Row[]}
      rowKey={rowKey}
      columns={columns}
      loading={loading}
      pagination={false}
      summary={summary}
      rowClassName={(row) => `${onOpen ? 'is-open-row' : ''} ${rowClassName?.(row) ?? ''}`}
      onRow={(row) =>
        onOpen
          ? {
              tabIndex: 0,
              onClick: (event) => {
                if (!(event.target as HTMLElement).closest('a,button')) onOpen(row);
              },
              onKeyDown: (event) => walk(event, () => onOpen(row)),
            }
          : {}
      }
      locale={{
        emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t('empty')} />,
      }}
    />
  );
}
