import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Upload } from 'antd';
import { useState } from 'react';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { TemplateButtons } from '@/components/template-buttons';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { type ChosenFile, useReadFile } from '@/lib/read-file';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { ImportResult } from './import-result';
import { messages } from './messages';
import { type Row, sendRows } from './send';

type Template = Schema<'ImportTemplate'>;
type Import = Schema<'Import'>;

function NewImport({ template, onJob }: { template: Template; onJob: (job: Import) => void }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const client = useQueryClient();
  const readFile = useReadFile(template);
  const [chosen, setChosen] = useState<ChosenFile>();
  const [problem, setProblem] = useState<string>();
  const [employer, setEmployer] = useState('');
  const [year, setYear] = useState('');
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: (file: ChosenFile) =>
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
        file.rows as Row[],
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
    <Panel
      title={t('title')}
      extra={<TemplateButtons columns={template.columns} fileName="members-template" />}
    >
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
