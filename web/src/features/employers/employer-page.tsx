import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useOfficeName } from '@/lib/offices';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { BookPanel, DuesPanel, duesBooks } from './dues-panel';
import { EmployerFormDialog } from './employer-form';
import { useUnitKind } from './employers-page';
import { messages } from './messages';
import { RefundsPanel } from './refunds-panel';
import { PrefundPanel } from './prefund-panel';
import { RequestsTable } from './requests-panel';
import { WageAuditsPanel } from './wage-audits-panel';

type Employer = Schema<'Employer'>;

function CancellationDialog({
  code,
  open,
  onClose,
}: {
  code: string;
  open: boolean;
  onClose: () => void;
}) {
  const t = useText(messages);
  const { csrf } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Schema<'EmployerCancellation'>>();
  const save = useMutation({
    mutationFn: (values: Schema<'EmployerCancellation'>) =>
      apiPost('/api/employers/{code}/cancellation', csrf, { path: { code } }, values),
    onSuccess: () => {
      message.success(t('asked'));
      void client.invalidateQueries();
      onClose();
    },
  });
  const must = [{ required: true, message: t('required') }];
  return (
    <Modal
      open={open}
      title={t('cancellation')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="event_day" label={t('event_day')} rules={must}>
          <Input placeholder="2026-03-01" maxLength={10} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={must}>
          <Input maxLength={130} />
        </Form.Item>
      </Form>
      {save.error && <ErrorPanel error={save.error} />}
    </Modal>
  );
}

function FilePanel({ employer }: { employer: Employer }) {
  const officeName = useOfficeName();
  const t = useText(messages);
  const unitKind = useUnitKind();
  const mayWrite = useMay('employer.write') && employer.state === 'active';
  const [dialog, setDialog] = useState<'change' | 'cancellation'>();
  return (
    <Panel className="page-head">
      <div className="page-title">
        <h1>{employer.name}</h1>
        <span className="code">{employer.code}</span>
        <StateTag tone={employer.state === 'active' ? 'ok' : 'plain'}>{t(employer.state)}</StateTag>
        {employer.late && <StateTag tone="warn">{t('late')}</StateTag>}
        {mayWrite && (
          <>
            <Button size="small" onClick={() => setDialog('change')}>
              {t('change')}
            </Button>
            <Button size="small" onClick={() => setDialog('cancellation')}>
              {t('cancellation')}
            </Button>
          </>
        )}
      </div>
      <Facts
        items={[
          [t('unit_kind'), unitKind(employer.unit_kind)],
          [t('organisation'), officeName(employer.organisation) || '—'],
          [t('credit_code'), employer.credit_code || '—'],
          [t('legal_person'), employer.legal_person || '—'],
          [t('address'), employer.address || '—'],
          [t('contact'), `${employer.contact} ${employer.phone}`.trim() || '—'],
          [t('bank_name'), `${employer.bank_name} ${employer.bank_account}`.trim() || '—'],
          [t('documents'), employer.documents || '—'],
          [t('event_day'), employer.event_day ?? '—'],
          [t('registered'), employer.registered_at ? formatTime(employer.registered_at) : '—'],
        ]}
      />
      <EmployerFormDialog
        employer={employer}
        open={dialog === 'change'}
        onClose={() => setDialog(undefined)}
      />
      <CancellationDialog
        code={employer.code}
        open={dialog === 'cancellation'}
        onClose={() => setDialog(undefined)}
      />
    </Panel>
  );
}

function MembersPanel({ code }: { code: string }) {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const path = '/api/employers/{code}/members';
  const args = { path: { code } };
  const query = useList(path, args);
  return (
    <Panel
      title={t('members')}
      extra={
        <ExportButton
          path={path}
          args={args}
          fileName={`members-${code}`}
          columns={[
            [t('psnNo'), (row) => row.psn_no],
            [t('memberName'), (row) => row.name],
            [t('category'), (row) => pick(row.category.name)],
            [t('period'), (row) => `${row.from} – ${row.through ?? ''}`],
            [t('wage'), (row) => row.wage ?? ''],
          ]}
        />
      }
    >
      <ListTable
        query={query}
        label={t('members')}
        rowKey={(row) => row.psn_no}
        onOpen={(row) => void navigate(paths.person(row.psn_no))}
        empty={t('noMembers')}
        columns={[
          { title: t('psnNo'), render: (_, row) => <span className="code">{row.psn_no}</span> },
          { title: t('memberName'), render: (_, row) => row.name },
          { title: t('category'), render: (_, row) => pick(row.category.name) },
          { title: t('period'), render: (_, row) => `${row.from} – ${row.through ?? t('open')}` },
          {
            title: t('wage'),
            align: 'right',
            render: (_, row) =>
              row.wage ? (
                <>
                  <span className="dim">{t('wageYear', { year: row.wage_year ?? '' })} </span>
                  <MoneyText amount={row.wage} />
                </>
              ) : (
                '—'
              ),
          },
        ]}
      />
    </Panel>
  );
}

function BillsPanel({ code }: { code: string }) {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const query = useGet('/api/employers/{code}/bills', { path: { code } });
  return (
    <Panel title={t('bills')} inYuan>
      <QueryView query={query}>
        {(list) => (
          <DataTable
            label={t('bills')}
            rows={list.items}
            rowKey={(row) => row.number}
            empty={t('noBills')}
            onOpen={(row) => void navigate(paths.bill(row.number))}
            rowClassName={(row) => (row.standing ? '' : 'is-reversed')}
            columns={[
              { title: t('month'), render: (_, row) => row.month },
              {
                title: t('number'),
                render: (_, row) => <span className="code">{row.number}</span>,
              },
              { title: t('kind'), render: (_, row) => pick(row.kind.name) },
              { title: t('due'), render: (_, row) => row.due },
              { title: t('count'), align: 'right', render: (_, row) => row.persons },
              {
                title: t('toPay'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.figures.total} />,
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function EmployerPage() {
  const { code = '' } = useParams();
  const t = useText(messages);
  const mayReadPersons = useMay('person.read');
  const mayReadLevy = useMay('levy.read');
  const maySeeSpecial = useMay('special.read');
  const query = useGet('/api/employers/{code}', { path: { code } });
  return (
    <QueryView query={query} rows={12}>
      {(employer) => (
        <>
          <FilePanel employer={employer} />
          <Panel title={t('requests')}>
            <RequestsTable requests={employer.requests} present={employer} />
          </Panel>
          {mayReadLevy && <BillsPanel code={code} />}
          {mayReadLevy && <DuesPanel code={code} />}
          {mayReadLevy && <RefundsPanel code={code} name={employer.name} />}
          {mayReadLevy &&
            duesBooks.map((book) => <BookPanel key={book} code={`${code}_${book}`} />)}
          {maySeeSpecial && <PrefundPanel code={code} />}
          {mayReadPersons && <MembersPanel code={code} />}
          {mayReadPersons && <WageAuditsPanel code={code} />}
        </>
      )}
    </QueryView>
  );
}
