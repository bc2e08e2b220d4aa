import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { TemplateButtons } from '@/components/template-buttons';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import { type ChosenFile, useReadFile } from '@/lib/read-file';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { DecisionButton } from './decision';
import { messages } from './messages';
import { type Row, sendRows } from './send';
import { WaitingRefunds } from './waiting-refunds';

type Template = Schema<'ReceiptTemplate'>;
type ReceiptFile = Schema<'ReceiptFile'>;

function NewFile({ template }: { template: Template }) {
  const t = useText(messages);
  const navigate = useNavigate();
  const { csrf } = useSession();
  const client = useQueryClient();
  const readFile = useReadFile(template);
  const pick = usePick();
  const [form, setForm] = useState('');
  const [chosen, setChosen] = useState<ChosenFile>();
  const [problem, setProblem] = useState<string>();
  const [progress, setProgress] = useState<ReceiptFile>();
  const send = useMutation({
    mutationFn: (file: ChosenFile) =>
      sendRows(
        csrf,
        { file_name: file.name, digest: file.digest, rows: file.rows.length },
        file.rows as Row[],
        template.part_rows,
        file.format?.id,
        setProgress,
      ),
    onSuccess: (file) => void navigate(paths.receiptFile(file.id)),
    onSettled: () => void client.invalidateQueries(),
  });
  async function choose(file: File) {
    setProblem(undefined);
    setChosen(undefined);
    const read = await readFile(file, form);
    if (typeof read === 'string') setProblem(read);
    else setChosen(read);
  }
  return (
    <Panel
      title={t('title')}
      extra={<TemplateButtons columns={template.columns} fileName="receipts-template" />}
    >
      <p className="dim">{t('intro')}</p>
      <Select
        aria-label={t('form')}
        className="form-select"
        value={form}
        onChange={(value) => {
          setForm(value);
          setChosen(undefined);
          setProblem(undefined);
        }}
        options={[
          { value: '', label: t('formByColumns') },
          { value: 'template', label: t('formTemplate') },
          ...template.formats.map((it) => ({ value: it.id, label: pick(it.name) })),
        ]}
      />{' '}
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
        {t('send')}
      </Button>{' '}
      {chosen && (
        <span>
          {t('rowsRead', { name: chosen.name, n: chosen.rows.length })} ·{' '}
          {chosen.format ? pick(chosen.format.name) : t('formTemplate')}
        </span>
      )}{' '}
      {progress && <span>{t('sent', { n: progress.parts, all: progress.all_parts })}</span>}
      {problem && <Alert type="error" showIcon title={problem} />}
      {send.error && <ErrorPanel error={send.error} />}
    </Panel>
  );
}

export function FileState({ file }: { file: ReceiptFile }) {
  const t = useText(messages);
  if (file.posted_at) return <StateTag tone="ok">{t('posted')}</StateTag>;
  const complete = file.parts === file.all_parts;
  return <StateTag tone="warn">{t(complete ? 'notPosted' : 'notComplete')}</StateTag>;
}

function Files() {
  const t = useText(messages);
  const navigate = useNavigate();
  const query = useGet('/api/receipt-files');
  return (
    <Panel title={t('files')} inYuan>
      <QueryView query={query}>
        {(list) => (
          <DataTable
            label={t('files')}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={t('noFiles')}
            onOpen={(row) => void navigate(paths.receiptFile(row.id))}
            columns={[
              { title: t('sentAt'), render: (_, row) => formatTime(row.sent_at) },
              { title: t('file'), render: (_, row) => row.file_name },
              { title: t('by'), render: (_, row) => row.by },
              { title: t('lines'), align: 'right', render: (_, row) => row.rows },
              { title: t('matched'), align: 'right', render: (_, row) => row.counts.matched.lines },
              {
                title: t('amount'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.counts.matched.amount} />,
              },
              { title: t('held'), align: 'right', render: (_, row) => row.counts.held.lines },
              { title: t('refused'), align: 'right', render: (_, row) => row.counts.refused.lines },
              { title: t('state'), render: (_, row) => <FileState file={row} /> },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

function Held() {
  const t = useText(messages);
  const pick = usePick();
  const mayAssign = useMay('receipt.import');
  const mayPost = useMay('receipt.post');
  const query = useList('/api/receipts');
  return (
    <Panel
      title={t('heldTitle')}
      inYuan
      extra={
        <ExportButton
          path="/api/receipts"
          args={{}}
          fileName="held-receipts"
          columns={[
            [t('day'), (row) => row.day],
            [t('reference'), (row) => row.reference],
            [t('amount'), (row) => row.amount],
            [t('payer'), (row) => row.payer_name ?? row.payer ?? ''],
            [t('why'), (row) => (row.why ? pick(row.why.text) : (row.reason ?? ''))],
          ]}
        />
      }
    >
      <ListTable
        query={query}
        label={t('heldTitle')}
        rowKey={(row) => row.reference}
        empty={t('noHeld')}
        columns={[
          { title: t('day'), render: (_, row) => row.day },
          {
            title: t('reference'),
            render: (_, row) => <span className="code">{row.reference}</span>,
          },
          {
            title: t('amount'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.amount} />,
          },
          {
            title: t('payer'),
            render: (_, row) => [row.payer, row.payer_name, row.bill].filter(Boolean).join(' '),
          },
          { title: t('why'), render: (_, row) => (row.why ? pick(row.why.text) : row.reason) },
          {
            title: '',
            render: (_, row) => (
              <>
                {mayAssign && <DecisionButton kind="assign" reference={row.reference} />}{' '}
                {mayPost && <DecisionButton kind="giveBack" reference={row.reference} />}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Found({ reference }: { reference: string }) {
  const t = useText(messages);
  const pick = usePick();
  const mayPost = useMay('receipt.post');
  const query = useGet('/api/receipts/one', { query: { reference } });
  return (
    <QueryView query={query}>
      {(receipt) => (
        <>
          <Facts
            items={[
              [t('reference'), <span className="code">{receipt.reference}</span>],
              [t('day'), receipt.day],
              [t('amount'), <MoneyText amount={receipt.amount} strong />],
              [t('state'), t(receipt.state)],
              [t('rule'), pick(receipt.rule.name)],
              [
                t('employer'),
                receipt.employer ? (
                  <Link to={paths.employer(receipt.employer)}>{receipt.employer_name}</Link>
                ) : (
                  '—'
                ),
              ],
              [t('decidedBy'), `${receipt.by} · ${formatTime(receipt.at)}`],
              [t('reason'), receipt.reason ?? '—'],
            ]}
          />
          {mayPost && receipt.state !== 'held' && (
            <DecisionButton kind="undo" reference={receipt.reference} />
          )}
        </>
      )}
    </QueryView>
  );
}

function Find() {
  const t = useText(messages);
  const [reference, setReference] = useState('');
  return (
    <Panel title={t('find')} inYuan>
      <Input.Search
        className="filter-search"
        aria-label={t('find')}
        maxLength={64}
        onSearch={(text) => setReference(text.trim())}
      />
      {reference && <Found reference={reference} />}
    </Panel>
  );
}

export function ReceiptsPage() {
  const maySend = useMay('receipt.import');
  const query = useGet('/api/receipt-template');
  return (
    <>
      {maySend && (
        <QueryView query={query}>{(template) => <NewFile template={template} />}</QueryView>
      )}
      <WaitingRefunds />
      <Files />
      <Held />
      <Find />
    </>
  );
}
