// What an insured person sees who signed in: the own data, account, cards and settlements.
import { App } from 'antd';
import { ActionForm } from '@/components/action-form';
import { CardState } from '@/components/card-steps';
import { DataTable } from '@/components/data-table';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { useSession } from '@/lib/session';
import { AccountPanel } from './account-panel';
import { StatementPanel } from './desk-panels';
import { messages } from './messages';
import { CoveragePanel, PersonHead, SettlementsPanel } from './person-page';
import { YearPanel } from './year-panel';

function OwnCards({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const { message } = App.useApp();
  const query = useGet('/api/persons/{psn_no}/cards', { path: { psn_no: psnNo } });
  return (
    <Panel title={t('cards')}>
      <QueryView query={query} rows={2}>
        {(list) => (
          <DataTable
            label={t('cards')}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={t('noOwnCards')}
            columns={[
              { title: t('ownCard'), render: (_, row) => pick(row.item.name) },
              { title: t('cardNo'), render: (_, row) => row.number ?? '—' },
              { title: t('cardState'), render: (_, row) => <CardState card={row} /> },
              {
                title: '',
                render: (_, row) =>
                  row.state.id === 'in_force' && (
                    <ActionForm
                      label={t('reportLost')}
                      hint={t('reportLostHint')}
                      fields={[]}
                      onSend={() =>
                        apiPost('/api/persons/{psn_no}/cards/{number}/loss', csrf, {
                          path: { psn_no: psnNo, number: row.paper },
                        })
                      }
                      onDone={() => void message.info(t('reportedLost'))}
                    />
                  ),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function OwnPage() {
  const { person: psnNo } = useSession();
  const path = { psn_no: psnNo ?? '' };
  const query = useGet('/api/persons/{psn_no}', { path }, { enabled: psnNo !== null });
  return (
    <QueryView query={query} rows={12}>
      {(person) => (
        <>
          <PersonHead person={person} />
          <div className="two-columns">
            <CoveragePanel person={person} />
            <AccountPanel account={person.account} />
          </div>
          <YearPanel year={person.year} />
          {person.account && <StatementPanel psnNo={person.psn_no} />}
          <OwnCards psnNo={person.psn_no} />
          <SettlementsPanel psnNo={person.psn_no} />
        </>
      )}
    </QueryView>
  );
}
