import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Upload } from 'antd';
import { useState } from 'react';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { download, toCsv } from '@/lib/csv';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { digestOf, EncodingError, readTable, saveBlob, xlsxOf } from '@/lib/spreadsheet';
import { rowsOf } from '@/lib/table-rows';
import { formatTime } from '@/lib/time';
import { ImportResult } from './import-result';
import { messages } from './messages';
import { type Row, sendRows } from './send';

type Template = Schema<'ImportTemplate'>;
type Import = Schema<'Import'>;

interface Chosen {
  name: string;
  digest: string;
  rows: Row[];
}

/** Reads the chosen file, or says why it cannot be one. */
function useReadFile(template: Template): (file: File) => Promise<Chosen | string> {
  const t = useText(messages);
  const pick = usePick();
  return async (file) => {
    try {
      const read = rowsOf(await readTable(file), template.columns);
      if ('problem' in read) {
        return t(read.problem, { columns: read.columns.map((it) => pick(it.title)).join('、') });
      }
      if (read.rows.length > template.most_rows) return t('tooManyRows', { n: template.most_rows });
      return { name: file.name, digest: await digestOf(file), rows: read.rows as Row[] };
    } catch (error) {
      return t(error instanceof EncodingError ? 'badEncoding' : 'unreadable');
    }
  };
}

function TemplateButtons({ template }: { template: Template }) {
  const t = useText(messages);
  const table = [
    template.columns.map((it) => it.title.zh),
    template.columns.map((it) => it.example),
  ];
  return (
    <>
      <Button
        size="small"
        onClick={() => void xlsxOf(table).then((blob) => saveBlob('members-template.xlsx', blob))}
      >
        {t('templateXlsx')}
      </Button>
      <Button size="small" onClick={() => download('members-template.csv', toCsv(table))}>
        {t('templateCsv')}
      </Button>
    </>
  );
}

function NewImport({ template, onJob }: { template: Template; onJob: (job: Import) => void }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const client = useQueryClient();
  const readFile = useReadFile(template);
  const [chosen, setChosen] = useState<Chosen>();
  const [problem, setProblem] = useState<string>();
  const [employer, setEmployer] = useState('');
  const [year, setYear] = useState('');
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: (file: Chosen) =>
      sendRows(
        csrf,
        {
          file_name: file.name,
          file_digest: file.digest,
          employer: employer.trim(),
          year: Number(year) || 0,
          reason: reason.trim(),
          rows: file.rows.length,
        },
        file.rows,
        template.chunk_rows,
        onJob,
      ),
    onSettled: () => void client.invalidateQueries(),
  });
  async function choose(file: File) {
    setProblem(undefined);
    setChosen(undefined);
    const read = await readFile(file);
    if (typeof read === 'string') setProblem(read);
    else setChosen(read);
  }
  return (
    <Panel title={t('title')} extra={<TemplateButtons template={template} />}>
      <p className="dim">{t('intro')}</p>
      <div className="form-columns">
        <label>
          {t('employer')}
          <Input value={employer} maxLength={20} onChange={(e) => setEmployer(e.target.value)} />
        </label>
        <label>
          {t('year')}
          <Input value={year} maxLength={4} onChange={(e) => setYear(e.target.value)} />
        </label>
        <label>
          {t('reason')}
          <Input value={reason} maxLength={130} onChange={(e) => setReason(e.target.value)} />
        </label>
      </div>
      <Upload
        accept=".xlsx,.csv,.txt"
        showUploadList={false}
        beforeUpload={(file) => {
          void choose(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />}>{t('choose')}</Button>
      </Upload>{' '}
      <Button
        type="primary"
        disabled={!chosen}
        loading={send.isPending}
        onClick={() => chosen && send.mutate(chosen)}
      >
        {t('start')}
      </Button>{' '}
      {chosen && <span>{t('rowsRead', { name: chosen.name, n: chosen.rows.length })}</span>}
      {problem && <Alert type="error" showIcon title={problem} />}
      {send.error && (
        <>
          <Alert type="warning" showIcon title={t('interrupted')} />
          <ErrorPanel error={send.error} onRetry={() => chosen && send.mutate(chosen)} />
        </>
      )}
    </Panel>
  );
}

function History({ onShow }: { onShow: (job: Import) => void }) {
  const t = useText(messages);
  const query = useGet('/api/imports');
  return (
    <Panel title={t('history')}>
      <QueryView query={query}>
        {(list) => (
          <DataTable
            label={t('history')}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={t('noImports')}
            onOpen={onShow}
            columns={[
              { title: t('startedAt'), render: (_, row) => formatTime(row.started_at) },
              { title: t('file'), render: (_, row) => row.file_name },
              { title: t('by'), render: (_, row) => row.by },
              { title: t('accepted'), align: 'right', render: (_, row) => row.accepted },
              { title: t('unchanged'), align: 'right', render: (_, row) => row.unchanged },
              { title: t('refused'), align: 'right', render: (_, row) => row.refused },
              {
                title: t('state'),
                render: (_, row) => t(row.finished_at ? 'finished' : 'running'),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function ImportsPage() {
  const query = useGet('/api/import-template');
  const [job, setJob] = useState<Import>();
  return (
    <QueryView query={query}>
      {(template) => (
        <>
          <NewImport template={template} onJob={setJob} />
          {job && (
            <Panel>
              <ImportResult job={job} columns={template.columns} />
            </Panel>
          )}
          <History onShow={setJob} />
        </>
      )}
    </QueryView>
  );
}
