// A DataTable over pages of items: loading, error, more, export.
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { ApiError, type Arguments } from '@/lib/api-client';
import { download, toCsv } from '@/lib/csv';
import { usePick, useText } from '@/lib/i18n';
import { getAll } from '@/lib/query';
import type { ListItem, ListPath } from '@/lib/schema';
import { DataTable, type DataTableProps } from './data-table';
import { ErrorPanel } from './error-panel';
import { messages } from './messages';

/** What a table needs of useList's answer. */
interface ListQuery<Item> {
  items: Item[];
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

export function ListTable<Item extends object>({
  query,
  ...table
}: { query: ListQuery<Item> } & Omit<DataTableProps<Item>, 'rows' | 'loading'>) {
  const t = useText(messages);
  if (query.error && query.items.length === 0) {
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) return <Skeleton active title={false} paragraph={{ rows: 8 }} />;
  return (
    <>
      <DataTable
        {...table}
        rows={query.items}
        empty={query.hasNextPage ? t('noneSoFar') : table.empty}
      />
      {query.error && <ErrorPanel error={query.error} onRetry={() => void query.fetchNextPage()} />}
      {(query.items.length > 0 || query.hasNextPage) && (
        <div className="list-foot">
          <span>{t(query.hasNextPage ? 'loaded' : 'allLoaded', { n: query.items.length })}</span>
          {query.hasNextPage && (
            <Button
              size="small"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('loadMore')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

const mostExported = 20000;

/** Exports rows that are on the page already. */
export function CsvButton({ fileName, rows }: { fileName: string; rows: () => string[][] }) {
  const t = useText(messages);
  return (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      onClick={() => download(`${fileName}.csv`, toCsv(rows()))}
    >
      {t('exportCsv')}
    </Button>
  );
}

interface Export<Path extends ListPath, Row> {
  path: Path;
  args: Arguments;
  fileName: string;
  /** on the button, instead of the plain word */
  label?: string;
  /** a spreadsheet instead of CSV */
  xlsx?: boolean;
  columns: [title: string, cell: (row: Row) => string][];
}

/** Exports every item of a list, page after page. */
export function ExportButton<Path extends ListPath>(props: Export<Path, ListItem<Path>>) {
  return <ExportRowsButton {...props} rowsOf={(item) => [item]} />;
}

/** Exports what the items of a list consist of: several rows for each. */
export function ExportRowsButton<Path extends ListPath, Row>({
  path,
  args,
  fileName,
  columns,
  rowsOf,
  label,
  xlsx = false,
}: Export<Path, Row> & { rowsOf: (item: ListItem<Path>) => Row[] }) {
  const t = useText(messages);
  const pick = usePick();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  async function run() {
    setBusy(true);
    try {
      const items = await getAll(path, args, mostExported);
      const rows = items.flatMap(rowsOf).map((row) => columns.map(([, cell]) => cell(row)));
      const table = [columns.map(([title]) => title), ...rows];
      if (xlsx) {
        const { saveBlob, xlsxOf } = await import('@/lib/spreadsheet');
        saveBlob(`${fileName}.xlsx`, await xlsxOf(table));
      } else {
        download(`${fileName}.csv`, toCsv(table));
      }
      if (items.length === mostExported) message.warning(t('exportCut', { n: mostExported }));
    } catch (error) {
      message.error(error instanceof ApiError ? pick(error.body) : t('exportFailed'));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button size="small" icon={<DownloadOutlined />} loading={busy} onClick={() => void run()}>
      {label ?? t(xlsx ? 'exportXlsx' : 'exportCsv')}
    </Button>
  );
}
