// Requests to change or cancel an employer: what they ask for, and deciding them.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { Panel } from '@/components/panel';
import { StateTag, type Tone } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useOfficeName } from '@/lib/offices';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Request = Schema<'EmployerRequest'>;

const tones: Record<Request['state'], Tone> = { waiting: 'warn', approved: 'ok', refused: 'plain' };
const compared = [
  'name',
  'unit_kind',
  'organisation',
  'credit_code',
  'address',
  'contact',
  'phone',
  'legal_person',
  'bank_name',
  'bank_account',
  'documents',
] as const;

function Changes({ request, present }: { request: Request; present?: Schema<'EmployerFile'> }) {
  const officeName = useOfficeName();
  const nameOf = (name: string, value: string) =>
    name === 'organisation' ? officeName(value) : value;
  const t = useText(messages);
  if (request.kind === 'cancellation') return <>{request.wanted.event_day}</>;
  const changed = present ? compared.filter((name) => request.wanted[name] !== present[name]) : [];
  if (changed.length === 0) return <>{request.wanted.name}</>;
  return (
    <>
      {changed.map((name) => (
        <div key={name}>
          {t(name)}: {nameOf(name, request.wanted[name]) || '—'}
        </div>
      ))}
    </>
  );
}

function Decide({ request }: { request: Request }) {
  const t = useText(messages);
  const { csrf, user } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [wanted, setWanted] = useState<boolean>();
  const [note, setNote] = useState('');
  const decide = useMutation({
    mutationFn: (approve: boolean) => {
      const [code = '', number = ''] = request.id.split('/');
      return apiPost(
        '/api/employers/{code}/requests/{number}/decision',
        csrf,
        { path: { code, number } },
        { approve, note },
      );
    },
    onSuccess: () => {
      message.success(t('decided'));
      setWanted(undefined);
      void client.invalidateQueries();
    },
  });
  if (request.requested_by === user) return null;
  return (
    <>
      <Button size="small" type="primary" onClick={() => setWanted(true)}>
        {t('approve')}
      </Button>{' '}
      <Button size="small" onClick={() => setWanted(false)}>
        {t('refuse')}
      </Button>
      <Modal
        open={wanted !== undefined}
        title={`${t(wanted ? 'approve' : 'refuse')} ${request.id}`}
        okText={t(wanted ? 'approve' : 'refuse')}
        cancelText={t('cancel')}
        confirmLoading={decide.isPending}
        onOk={() => decide.mutate(wanted === true)}
        onCancel={() => setWanted(undefined)}
      >
        <Input
          value={note}
          maxLength={130}
          placeholder={t('note')}
          aria-label={t('note')}
          onChange={(event) => setNote(event.target.value)}
        />
        {decide.error && <ErrorPanel error={decide.error} />}
      </Modal>
    </>
  );
}

export function RequestsTable({
  requests,
  present,
}: {
  requests: readonly Request[];
  present?: Schema<'EmployerFile'>;
}) {
  const t = useText(messages);
  const mayReview = useMay('employer.review');
  return (
    <DataTable
      label={t('requests')}
      rows={requests}
      rowKey={(row) => row.id}
      empty={t('noRequests')}
      columns={[
        {
          title: t('number'),
          render: (_, row) => <Link to={paths.employer(row.employer)}>{row.id}</Link>,
        },
        {
          title: t('kind'),
          render: (_, row) => t(row.kind === 'change' ? 'kindChange' : 'kindCancellation'),
        },
        { title: t('changes'), render: (_, row) => <Changes request={row} present={present} /> },
        { title: t('reason'), render: (_, row) => row.reason },
        {
          title: t('requestedBy'),
          render: (_, row) => `${row.requested_by} · ${formatTime(row.requested_at)}`,
        },
        {
          title: t('state'),
          render: (_, row) => (
            <>
              <StateTag tone={tones[row.state]}>{t(row.state)}</StateTag>
              {row.late && <StateTag tone="warn">{t('late')}</StateTag>}
            </>
          ),
        },
        {
          title: t('decidedBy'),
          render: (_, row) =>
            row.state === 'waiting'
              ? mayReview && <Decide request={row} />
              : [row.decided_by, row.decided_at && formatTime(row.decided_at), row.note]
                  .filter(Boolean)
                  .join(' · '),
        },
      ]}
    />
  );
}

/** What waits for a decision, for whoever may give it. */
export function WaitingRequests() {
  const t = useText(messages);
  const query = useGet('/api/employer-requests', { query: { state: 'waiting' } });
  const waiting = query.data?.items ?? [];
  if (waiting.length === 0) return null;
  return (
    <Panel title={t('waitingTitle')}>
      <RequestsTable requests={waiting} />
    </Panel>
  );
}
