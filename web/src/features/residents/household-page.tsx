import { Link, useParams } from 'react-router';
import { ActionForm, type ActionField } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
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
import { useOfficeOptions } from './households-tab';
import { messages } from './messages';

type Household = Schema<'Household'>;

function Steps({ household }: { household: Household }) {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const offices = useOfficeOptions();
  const relations = (useGet('/api/household-relations').data?.items ?? [])
    .filter((relation) => relation.id !== 'head')
    .map((relation) => ({ value: relation.id, label: pick(relation.name) }));
  const present = household.members
    .filter((member) => member.present)
    .map((member) => ({ value: member.psn_no, label: `${member.name ?? ''} ${member.psn_no}` }));
  const path = { code: household.code };
  const who: ActionField = { name: 'psn_no', label: t('psnNo'), required: true, options: present };
  return (
    <>
      <ActionForm
        label={t('join')}
        fields={[
          { name: 'psn_no', label: t('psnNo'), required: true },
          { name: 'relation', label: t('relation'), required: true, options: relations },
          { name: 'day', label: t('firstDay'), required: true, day: true },
        ]}
        onSend={(values) => apiPost('/api/households/{code}/join', csrf, { path }, values)}
      />{' '}
      <ActionForm
        label={t('leave')}
        fields={[
          who,
          { name: 'day', label: t('lastDay'), required: true, day: true },
          { name: 'new_head', label: t('newHead') },
        ]}
        onSend={(values) => apiPost('/api/households/{code}/leave', csrf, { path }, values)}
      />{' '}
      <ActionForm
        label={t('changeHead')}
        fields={[
          who,
          { name: 'day', label: t('day'), required: true, day: true },
          { name: 'relation', label: t('oldRelation'), required: true, options: relations },
        ]}
        onSend={(values) => apiPost('/api/households/{code}/head', csrf, { path }, values)}
      />{' '}
      <ActionForm
        label={t('split')}
        fields={[
          { ...who, name: 'head', label: t('splitHead') },
          { name: 'members', label: t('splitMembers') },
          { name: 'organisation', label: t('officeCode'), required: true, options: offices },
          { name: 'address', label: t('address') },
          { name: 'from', label: t('firstDay'), required: true, day: true },
          { name: 'new_head', label: t('newHead') },
        ]}
        onSend={({ members = '', ...values }) =>
          apiPost(
            '/api/households/{code}/split',
            csrf,
            { path },
            {
              ...values,
              members: members.split(/[,，、\s]+/).filter(Boolean),
            },
          )
        }
      />
    </>
  );
}

function HouseholdView({ household }: { household: Household }) {
  const t = useText(messages);
  const pick = usePick();
  const mayWrite = useMay('household.write');
  const head = household.members.find((one) => one.psn_no === household.head && one.present);
  return (
    <>
      <Panel className="page-head">
        <div className="page-title">
          <h1>{head?.name ?? t('household')}</h1>
          <span className="code">{household.code}</span>
          {mayWrite && <Steps household={household} />}
        </div>
        <Facts
          items={[
            [t('village'), household.office ? household.office.names.join(' / ') : '—'],
            [t('address'), household.address ?? '—'],
            [t('phone'), household.phone ?? '—'],
            [t('together'), <MoneyText amount={household.together} strong />],
            [t('registeredBy'), `${household.by} ${formatTime(household.at)}`],
          ]}
        />
        <p className="dim">{t('togetherHint')}</p>
      </Panel>
      <Panel title={t('members')} inYuan>
        <DataTable
          label={t('members')}
          rows={household.members}
          rowKey={(row) => `${row.psn_no} ${row.from} ${row.relation.id}`}
          rowClassName={(row) => (row.present ? '' : 'is-reversed')}
          columns={[
            {
              title: t('psnNo'),
              render: (_, row) => <Link to={paths.person(row.psn_no)}>{row.psn_no}</Link>,
            },
            { title: t('person'), render: (_, row) => row.name ?? t('hidden') },
            { title: t('relation'), render: (_, row) => pick(row.relation.name) },
            { title: t('from'), render: (_, row) => row.from },
            { title: t('through'), render: (_, row) => row.through ?? t('open') },
            {
              title: t('members'),
              render: (_, row) => (
                <StateTag tone={row.present ? 'ok' : 'plain'}>
                  {t(row.present ? 'present' : 'gone')}
                </StateTag>
              ),
            },
            {
              title: t('account'),
              align: 'right',
              render: (_, row) => (row.balance === null ? '—' : <MoneyText amount={row.balance} />),
            },
          ]}
        />
      </Panel>
    </>
  );
}

export function HouseholdPage() {
  const { code = '' } = useParams();
  const query = useGet('/api/households/{code}', { path: { code } });
  return (
    <QueryView query={query} rows={8}>
      {(household) => <HouseholdView household={household} />}
    </QueryView>
  );
}
