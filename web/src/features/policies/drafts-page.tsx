// Drafts of the area's own policy: what is being written, what waits for approval or publication.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag, type Tone } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { versionMessages } from './version-messages';

type Draft = Schema<'PolicyDraft'>;

const tones: Record<Draft['state'], Tone> = {
  draft: 'plain',
  submitted: 'warn',
  approved: 'warn',
  published: 'ok',
  withdrawn: 'plain',
};

export function DraftState({ draft }: { draft: Draft }) {
  const t = useText(versionMessages);
  return <StateTag tone={tones[draft.state]}>{t(`state_${draft.state}`)}</StateTag>;
}

function NewDraft() {
  const t = useText(versionMessages);
  const { csrf } = useSession();
  const navigate = useNavigate();
  const archive = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const open = (answer: unknown) => void navigate(paths.policyDraft((answer as Draft).number));
  const title = { name: 'title', label: t('title'), required: true };
  const imported = useMutation({
    mutationFn: (file: File) =>
      apiPost('/api/policy-drafts/import', csrf, { query: { title: file.name } }, file as Blob),
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: ['/api/policy-drafts'] });
      open(answer);
    },
  });
  return (
    <>
      <ActionForm
        primary
        label={t('newDraft')}
        fields={[title]}
        onSend={(values) => apiPost('/api/policy-drafts', csrf, {}, { title: values.title })}
        onDone={open}
      />{' '}
      <Button
        size="small"
        loading={imported.isPending}
        onClick={() => archive.current?.click()}
      >
        {t('importDraft')}
      </Button>
      <input
        ref={archive}
        hidden
        type="file"
        accept=".tar"
        aria-label={t('importDraft')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = ''; // the same file may be chosen again, mended
          if (file) imported.mutate(file);
        }}
      />
      <Modal
        open={imported.isError}
        title={t('importRefused', { file: imported.variables?.name ?? '' })}
        footer={null}
        onCancel={() => imported.reset()}
      >
        {imported.error && <ErrorPanel error={imported.error} />}
      </Modal>
    </>
  );
}

export function DraftsPage() {
  const t = useText(versionMessages);
  const navigate = useNavigate();
  const mayWrite = useMay('policy.draft');
  const query = useGet('/api/policy-drafts');
  return (
    <Panel
      title={t('drafts')}
      extra={
        <>
          {mayWrite && <NewDraft />}{' '}
          <Link to={paths.policyVersions}>
            <Button size="small">{t('versions')}</Button>
          </Link>
        </>
      }
    >
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            label={t('drafts')}
            rows={[...items].reverse()}
            rowKey={(row) => row.number}
            onOpen={(row) => void navigate(paths.policyDraft(row.number))}
            empty={t('noDrafts')}
            columns={[
              {
                title: t('draft'),
                render: (_, row) => (
                  <Link to={paths.policyDraft(row.number)} tabIndex={-1}>
                    {row.number} · {row.title}
                  </Link>
                ),
              },
              {
                title: t('state'),
                width: 180,
                render: (_, row) => <DraftState draft={row} />,
              },
              {
                title: t('base'),
                width: 190,
                render: (_, row) => (
                  <>
                    {t('versionNo', { n: row.base_number })}{' '}
                    {row.base_superseded && row.state !== 'published' && (
                      <StateTag tone="bad">{t('superseded')}</StateTag>
                    )}
                  </>
                ),
              },
              { title: t('author'), width: 160, dataIndex: 'author' },
              {
                title: t('lastChange'),
                width: 320,
                render: (_, row) => {
                  const last = row.history.at(-1);
                  return last && `${formatTime(last.at)} · ${last.by} · ${t(`step_${last.step}`)}`;
                },
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
