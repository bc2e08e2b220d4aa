// What came of an import: tallies, and the refused rows with their reasons.
import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import { ListTable } from '@/components/list-table';
import { usePick, useText } from '@/lib/i18n';
import { getAll, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { saveBlob, type Table, xlsxOf } from '@/lib/spreadsheet';
import { messages } from './messages';

type Import = Schema<'Import'>;

const mostRefused = 1_000_000;

function useRefusedTable(columns: Schema<'ImportColumn'>[]): (id: string) => Promise<Table> {
  const t = useText(messages);
  const pick = usePick();
  return async (id) => {
    const args = { path: { id }, query: { status: 'refused' } };
    const rows = await getAll('/api/imports/{id}/rows', args, mostRefused);
    const head = [...columns.map((it) => it.title.zh), t('originalRow'), t('why')];
    const cells = (row: Schema<'ImportRow'>) =>
      columns.map((it) => row.cells?.[it.id as keyof Schema<'ImportCells'>] ?? '');
    return [
      head,
      ...rows.map((row) => [...cells(row), String(row.row), row.text ? pick(row.text) : '']),
    ];
  };
}

export function ImportResult({ job, columns }: { job: Import; columns: Schema<'ImportColumn'>[] }) {
  const t = useText(messages);
  const pick = usePick();
  const refusedTable = useRefusedTable(columns);
  const [busy, setBusy] = useState(false);
  const query = useList('/api/imports/{id}/rows', {
    path: { id: job.id },
    query: { status: 'refused', done: String(job.done) },
  });
  const title = (id: string | null) => {
    const column = columns.find((it) => it.id === id);
    return column ? pick(column.title) : (id ?? '');
  };
  async function download() {
    setBusy(true);
    try {
      saveBlob(`refused-${job.id}.xlsx`, await xlsxOf(await refusedTable(job.id)));
    } finally {
      setBusy(false);
    }
  }
  return (
    <div data-testid="import-result">
      <Alert
        type={job.finished_at ? (job.refused > 0 ? 'warning' : 'success') : 'info'}
        showIcon
        title={`${t(job.finished_at ? 'finished' : 'running')} · ${job.file_name}`}
        description={
          <>
            <Progress percent={Math.floor((job.done / job.rows) * 100)} size="small" />
            {t('done', { done: job.done, rows: job.rows })} · {t('accepted')} {job.accepted} ·{' '}
            {t('unchanged')} {job.unchanged} · {t('refused')} {job.refused}
          </>
        }
      />
      {job.refused > 0 && (
        <>
          <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void download()}>
            {t('downloadRefused')}
          </Button>
          <ListTable
            query={query}
            label={t('refused')}
            rowKey={(row) => String(row.row)}
            columns={[
              { title: t('row'), render: (_, row) => row.row },
              { title: t('name'), render: (_, row) => row.cells?.name ?? '' },
              { title: t('column'), render: (_, row) => title(row.column) },
              { title: t('why'), render: (_, row) => row.text && pick(row.text) },
            ]}
          />
        </>
      )}
    </div>
  );
}
