// Audits of declared wages: a payroll is compared, what differs is shown, somebody else decides.
import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, Modal, Upload } from 'antd';
import { useState } from 'react';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { Decision, ReviewState } from '@/components/review-cells';
import { StateTag, type Tone } from '@/components/state-tag';
import { XlsxButton } from '@/components/xlsx-button';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { type ChosenFile, useReadFile } from '@/lib/read-file';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Audit = Schema<'WageAudit'>;
type Line = NonNullable<Audit['lines']>[number];
type Row = Schema<'NewWageAudit'>['rows'][number];

const PATH = '/api/employers/{code}/wage-audits';
const COLUMNS = ['name', 'cert_no', 'wage'];
const MOST_ROWS = 5000;
const TONES: Record<Line['finding'], Tone> = {
  under: 'bad',
  undeclared: 'bad',
  not_insured: 'bad',
  over: 'warn',
  not_on_payroll: 'warn',
};

/** Reads the chosen payroll, or says why it cannot be one. */
function useReadPayroll(): (file: File) => Promise<ChosenFile | string> {
  const template = useGet('/api/import-template').data;
  const columns = (template?.columns ?? [])
    .filter((column) => COLUMNS.includes(column.id))
    .map((column) => ({ ...column, required: true }));
  return useReadFile({ columns, most_rows: MOST_ROWS });
}

function NewAudit({ code, onMade }: { code: string; onMade: (audit: Audit) => void }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const client = useQueryClient();
  const readPayroll = useReadPayroll();
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState<Row[]>();
  const [problem, setProblem] = useState<string>();
  const [form] = Form.useForm<{ year: string; documents: string; reason?: string }>();
  const send = useMutation({
    mutationFn: ({ year, ...values }: { year: string; documents: string; reason?: string }) =>
      apiPost(PATH, csrf, { path: { code } }, { ...values, year: Number(year), rows: rows ?? [] }),
    onSuccess: (audit) => {
      setOpen(false);
      void client.invalidateQueries();
      onMade(audit);
    },
  });
  const choose = async (file: File) => {
    const read = await readPayroll(file);
    setRows(typeof read === 'string' ? undefined : (read.rows as Row[]));
    setProblem(typeof read === 'string' ? read : undefined);
  };
  const must = [{ required: true, message: t('required') }];
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('auditWages')}
      </Button>
      <Modal
        open={open}
        title={t('auditWages')}
        okText={t('compare')}
        cancelText={t('cancel')}
        okButtonProps={{ disabled: rows === undefined }}
        confirmLoading={send.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className="dim">{t('auditHint')}</p>
        <Form
          name="wage-audit"
          form={form}
          layout="vertical"
          preserve={false}
          onFinish={(it) => send.mutate(it)}
        >
          <Form.Item
            name="year"
            label={t('auditYear')}
            rules={[...must, { pattern: /^\d{4}$/, message: t('auditYear') }]}
          >
            <Input placeholder="2026" maxLength={4} />
          </Form.Item>
          <Form.Item name="documents" label={t('auditDocuments')} rules={must}>
            <Input maxLength={130} />
          </Form.Item>
          <Form.Item name="reason" label={t('reason')}>
            <Input maxLength={130} />
          </Form.Item>
        </Form>
        <Upload
          accept=".xlsx,.csv"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            void choose(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{t('choosePayroll')}</Button>
        </Upload>{' '}
        {rows && t('payrollRows', { n: rows.length })}
        {problem && <Alert type="error" title={problem} />}
        {send.error && <ErrorPanel error={send.error} />}
      </Modal>
    </>
  );
}

function Findings({ audit }: { audit: Audit }) {
  const t = useText(messages);
  const lines = audit.lines ?? [];
  const amount = (value: string | null) => (value === null ? '—' : <MoneyText amount={value} />);
  const table = () => [
    [t('payrollRow'), t('psnNo'), t('memberName'), t('finding'), t('declaredWage'), t('audited')],
    ...lines.map((line) => [
      String(line.row ?? ''),
      line.psn_no ?? '',
      line.name,
      t(`finding_${line.finding}`),
      line.declared ?? '',
      line.audited ?? '',
    ]),
  ];
  return (
    <>
      <p>
        {t('auditSame', { n: audit.counts.same })} · {t('auditMissing')}{' '}
        <MoneyText amount={audit.missing} />{' '}
        <XlsxButton fileName={`wage-audit-${audit.employer}-${audit.number}`} rows={table} />
      </p>
      <DataTable
        label={t('findings')}
        rows={lines}
        rowKey={(line) => `${line.row} ${line.psn_no} ${line.cert_end}`}
        empty={t('noFindings')}
        columns={[
          { title: t('payrollRow'), align: 'right', render: (_, line) => line.row ?? '—' },
          {
            title: t('memberName'),
            render: (_, line) => (
              <>
                {line.name} <span className="code dim">{line.psn_no ?? `…${line.cert_end}`}</span>
              </>
            ),
          },
          {
            title: t('finding'),
            render: (_, line) => (
              <StateTag tone={TONES[line.finding]}>{t(`finding_${line.finding}`)}</StateTag>
            ),
          },
          { title: t('declaredWage'), align: 'right', render: (_, line) => amount(line.declared) },
          { title: t('audited'), align: 'right', render: (_, line) => amount(line.audited) },
        ]}
      />
    </>
  );
}

function AuditDrawer({ head, onClose }: { head: Audit; onClose: () => void }) {
  const t = useText(messages);
  const path = { code: head.employer, number: head.number };
  const query = useGet('/api/employers/{code}/wage-audits/{number}', { path });
  return (
    <Drawer open size={860} title={`${t('wageAudits')} ${head.id}`} onClose={onClose}>
      <QueryView query={query}>{(audit) => <Findings audit={audit} />}</QueryView>
    </Drawer>
  );
}

export function WageAuditsPanel({ code }: { code: string }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayAudit = useMay('employer.write');
  const mayDecide = useMay('employer.review');
  const query = useGet(PATH, { path: { code } });
  const [open, setOpen] = useState<Audit>();
  const differing = ({ counts }: Audit) =>
    (['under', 'over', 'undeclared', 'not_insured', 'not_on_payroll'] as const)
      .filter((finding) => counts[finding] > 0)
      .map((finding) => `${t(`finding_${finding}`)} ${counts[finding]}`)
      .join(' · ');
  return (
    <Panel
      title={t('wageAudits')}
      inYuan
      extra={mayAudit && <NewAudit code={code} onMade={setOpen} />}
    >
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            label={t('wageAudits')}
            rows={items}
            rowKey={(audit) => audit.id}
            onOpen={setOpen}
            empty={t('noAudits')}
            columns={[
              {
                title: t('number'),
                render: (_, audit) => <span className="code">{audit.id}</span>,
              },
              { title: t('auditYear'), dataIndex: 'year' },
              { title: t('auditDocuments'), dataIndex: 'documents' },
              { title: t('findings'), render: (_, audit) => differing(audit) || t('noFindings') },
              {
                title: t('auditMissing'),
                align: 'right',
                render: (_, audit) => <MoneyText amount={audit.missing} />,
              },
              {
                title: t('state'),
                render: (_, audit) => (
                  <>
                    <ReviewState review={audit} />{' '}
                    <span className="dim">
                      {audit.requested_by} {formatTime(audit.requested_at)}
                    </span>
                  </>
                ),
              },
              {
                title: t('decision'),
                render: (_, audit) => (
                  <Decision
                    review={audit}
                    may={mayDecide}
                    onDecide={(approve, note) =>
                      apiPost(
                        '/api/employers/{code}/wage-audits/{number}/decision',
                        csrf,
                        { path: { code, number: audit.number } },
                        { approve, note },
                      )
                    }
                  />
                ),
              },
            ]}
          />
        )}
      </QueryView>
      {open && <AuditDrawer head={open} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
}
