// The household that a person is in, the entitled groups, and on whose roll the person is.
import { Link } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

export function HouseholdPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const query = useGet('/api/persons/{psn_no}/household', { path: { psn_no: psnNo } });
  return (
    <Panel
      title={t('household')}
      extra={
        query.data?.household && (
          <Link to={paths.household(query.data.household.code)}>{query.data.household.code}</Link>
        )
      }
    >
      <QueryView query={query} rows={2}>
        {({ household }) => (
          <DataTable
            label={t('household')}
            rows={(household?.members ?? []).filter((member) => member.present)}
            rowKey={(row) => row.psn_no}
            empty={t('noHousehold')}
            columns={[
              { title: t('name'), render: (_, row) => row.name ?? row.psn_no },
              { title: t('relation'), render: (_, row) => pick(row.relation.name) },
              { title: t('since'), render: (_, row) => row.from },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function EntitledPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const mayWrite = useMay('household.write');
  const path = { psn_no: psnNo };
  const query = useGet('/api/persons/{psn_no}/entitled', { path });
  const identities = useGet('/api/fixed', {}, { enabled: mayWrite }).data?.identities ?? [];
  const holds = query.data?.items.some((span) => span.through === null) ?? false;
  return (
    <Panel
      title={t('entitled')}
      extra={
        mayWrite && (
          <>
            {holds ? (
              <ActionForm
                label={t('endEntitled')}
                fields={[
                  { name: 'last', label: t('lastDay'), required: true, day: true },
                  { name: 'reason', label: t('why'), required: true },
                ]}
                onSend={(body) =>
                  apiPost('/api/persons/{psn_no}/entitled/end', csrf, { path }, body)
                }
              />
            ) : (
              <ActionForm
                label={t('setEntitled')}
                fields={[
                  {
                    name: 'identity',
                    label: t('entitled'),
                    required: true,
                    options: identities.map((one) => ({ value: one.id, label: pick(one.name) })),
                  },
                  { name: 'evidence', label: t('evidence'), required: true },
                  { name: 'from', label: t('firstDay'), required: true, day: true },
                ]}
                onSend={(body) => apiPost('/api/persons/{psn_no}/entitled', csrf, { path }, body)}
              />
            )}{' '}
            <ActionForm
              label={t('joinRoll')}
              hint={t('joinRollHint')}
              fields={[
                { name: 'payer', label: t('payerCode'), required: true },
                { name: 'from', label: t('firstDay'), required: true, day: true },
              ]}
              onSend={(body) => apiPost('/api/persons/{psn_no}/roll', csrf, { path }, body)}
            />
          </>
        )
      }
    >
      <QueryView query={query} rows={2}>
        {(list) => (
          <DataTable
            label={t('entitled')}
            rows={list.items}
            rowKey={(row) => row.from}
            empty={t('noEntitled')}
            columns={[
              { title: t('entitled'), render: (_, row) => pick(row.identity.name) },
              {
                title: t('period'),
                render: (_, row) => `${row.from} – ${row.through ?? t('open')}`,
              },
              {
                title: t('evidence'),
                render: (_, row) => [row.evidence, row.reason].filter(Boolean).join(' · '),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
