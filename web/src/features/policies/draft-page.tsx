// One draft on its way: what the check says, what changes value by value, who did what, and the
// steps that whoever looks at it may take.
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { useQuery } from '@tanstack/react-query';
import { Changes } from './compare-view';
import { DraftWhatIfs } from './draft-what-ifs';
import { DraftState } from './drafts-page';
import { versionMessages } from './version-messages';

type Draft = Schema<'WholePolicyDraft'>;
type Check = Schema<'PolicyCheck'>;

function OfficerSteps({ draft }: { draft: Draft }) {
  const t = useText(versionMessages);
  const { csrf } = useSession();
  const path = { draft: draft.number };
  const over = draft.state === 'published' || draft.state === 'withdrawn';
  return (
    <>
      {draft.state === 'draft' && !draft.base_superseded && (
        <ActionForm
          primary
          label={t('submit')}
          fields={[]}
          onSend={() => apiPost('/api/policy-drafts/{draft}/submit', csrf, { path })}
        />
      )}{' '}
      {!over && draft.base_superseded && (
        <ActionForm
          primary
          label={t('update')}
          hint={t('supersededHint')}
          fields={[]}
          onSend={() => apiPost('/api/policy-drafts/{draft}/update', csrf, { path })}
        />
      )}{' '}
      {!over && (
        <ActionForm
          label={t('withdraw')}
          fields={[{ name: 'note', label: t('note') }]}
          onSend={(values) =>
            apiPost('/api/policy-drafts/{draft}/withdraw', csrf, { path }, { note: values.note })
          }
        />
      )}
    </>
  );
}

function LeaderSteps({ draft, check }: { draft: Draft; check: Check }) {
  const t = useText(versionMessages);
  const { csrf, user } = useSession();
  const path = { draft: draft.number };
  const decide = (approve: boolean, note?: string) =>
    apiPost(
      '/api/policy-drafts/{draft}/decide',
      csrf,
      { path },
      { approve, note, version: draft.version },
    );
  const note = [{ name: 'note', label: t('note') }];
  if (draft.state === 'submitted') {
    if (draft.author.split(', ').includes(user)) return <span>{t('ownHint')}</span>;
    return (
      <>
        <ActionForm
          primary
          label={t('approve')}
          fields={note}
          onSend={(values) => decide(true, values.note)}
        />{' '}
        <ActionForm
          label={t('refuse')}
          fields={note}
          onSend={(values) => decide(false, values.note)}
        />
      </>
    );
  }
  if (draft.state !== 'approved' || draft.base_superseded) return null;
  const past = t('pastHint', { day: check.first_changed ?? '', n: check.settled_since });
  return (
    <ActionForm
      primary
      label={t('publish')}
      hint={check.past ? past : t('publishHint')}
      fields={check.past ? [{ name: 'reason', label: t('reason'), required: true }] : []}
      onSend={(values) =>
        apiPost('/api/policy-drafts/{draft}/publish', csrf, { path }, { reason: values.reason })
      }
    />
  );
}

function Findings({ check }: { check: Check }) {
  const t = useText(versionMessages);
  const pick = usePick();
  const failed = check.examples.filter((example) => !example.passed);
  return (
    <Panel title={t('check')}>
      <p>
        <StateTag tone={check.passed ? 'ok' : 'bad'}>
          {t(check.passed ? 'passed' : 'notPassed')}
        </StateTag>{' '}
        {check.refused && check.errors === 0 && `${pick(check.refused)} · `}
        {failed.length === 0 &&
          check.examples.length > 0 &&
          t('examplesPassed', { n: check.examples.length })}
      </p>
      <ul>
        {check.findings.map((finding) => (
          <li key={`${finding.code} ${finding.file} ${finding.line} ${finding.what.en}`}>
            <StateTag tone={finding.error ? 'bad' : 'warn'}>{finding.code}</StateTag>{' '}
            <span className="code">{finding.file}</span> {t('line', { n: finding.line })} ·{' '}
            {pick(finding.what)} {pick(finding.todo)}
          </li>
        ))}
        {failed.map((example) => (
          <li key={example.name}>
            {t('exampleFailed', { name: example.name })}
            {example.different.map((figure) => (
              <div className="dim" key={`${figure.step} ${figure.name.en}`}>
                {figure.step} {pick(figure.name)} ·{' '}
                {t('expected', { a: figure.expected ?? '—', b: figure.got ?? '—' })}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {check.past && (
        <p>{t('pastHint', { day: check.first_changed ?? '', n: check.settled_since })}</p>
      )}
    </Panel>
  );
}

function History({ draft }: { draft: Draft }) {
  const t = useText(versionMessages);
  return (
    <Panel title={t('history')}>
      <DataTable
        label={t('history')}
        rows={draft.history}
        rowKey={(row) => `${row.at} ${row.step}`}
        columns={[
          { title: t('when'), width: 180, render: (_, row) => formatTime(row.at) },
          { title: t('step'), width: 200, render: (_, row) => t(`step_${row.step}`) },
          { title: t('by'), width: 160, dataIndex: 'by' },
          { title: t('note'), render: (_, row) => row.note ?? '' },
        ]}
      />
    </Panel>
  );
}

const both = (text: string) => ({ zh: text, en: text });

function DraftView({ draft, check }: { draft: Draft; check: Check }) {
  const t = useText(versionMessages);
  const mayWrite = useMay('policy.draft');
  const mayDecide = useMay('policy.approve');
  const mayCompute = useMay('whatif.run');
  const maySeeCosts = useMay('whatif.read');
  const pack = useGet('/api/policies/{pack}', { path: { pack: draft.pack } }).data?.pack;
  return (
    <>
      <Panel className="page-head">
        <div className="page-title">
          <h1>{draft.title}</h1>
          <span className="code">{draft.number}</span>
          <DraftState draft={draft} />
        </div>
        <Facts
          items={[
            [
              t('base'),
              <>
                {t('versionNo', { n: draft.base_number })}{' '}
                {draft.base_superseded && draft.state !== 'published' && (
                  <StateTag tone="bad">{t('superseded')}</StateTag>
                )}
              </>,
            ],
            [t('author'), draft.author],
            [t('validFrom'), check.first_changed ?? '—'],
          ]}
        />
        <div className="page-bar">
          <Link to={paths.editDraft(draft.number)}>
            <Button size="small">{t(draft.state === 'draft' && mayWrite ? 'edit' : 'view')}</Button>
          </Link>
          {mayCompute && check.errors === 0 && (
            <Link to={paths.whatIfOf(`draft:${draft.number}`, check.first_changed)}>
              <Button size="small">{t('whatIf')}</Button>
            </Link>
          )}
          {mayCompute && check.errors === 0 && (
            <Link to={paths.projectionOf(`draft:${draft.number}`)}>
              <Button size="small">{t('projection')}</Button>
            </Link>
          )}
          {mayWrite && <OfficerSteps draft={draft} />}
          {mayDecide && <LeaderSteps draft={draft} check={check} />}
        </div>
      </Panel>
      <Findings check={check} />
      {pack && check.errors === 0 && (
        <Panel title={t('changes')}>
          <Changes
            diff={{
              before: { ...pack, title: both(t('versionNo', { n: draft.base_number })) },
              after: { ...pack, title: both(draft.title) },
              changes: check.changes,
            }}
          />
        </Panel>
      )}
      {maySeeCosts && <DraftWhatIfs draft={draft.number} />}
      <History draft={draft} />
    </>
  );
}

export function DraftPage() {
  const { csrf } = useSession();
  const { draft: number = '' } = useParams();
  const path = { draft: number };
  const query = useGet('/api/policy-drafts/{draft}', { path });
  const check = useQuery({
    queryKey: ['check of a draft', number, query.data?.version],
    queryFn: () => apiPost('/api/policy-drafts/{draft}/check', csrf, { path }),
    enabled: query.data !== undefined,
  });
  if (check.error) return <ErrorPanel error={check.error} />;
  return (
    <QueryView query={query}>
      {(draft) => (check.data ? <DraftView draft={draft} check={check.data} /> : null)}
    </QueryView>
  );
}
