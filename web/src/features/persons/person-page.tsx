import { useNavigate, useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ExportButton, ListTable } from '@/components/list-table';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { useSettlementColumns, useSettlementCsv } from '@/components/settlement-columns';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay } from '@/lib/session';
import { ageOn } from '@/lib/time';
import { AccountPanel } from './account-panel';
import { CertificateNumber } from './certificate-number';
import { CardsPanel, PayoutsPanel, StatementPanel, TimelinePanel } from './desk-panels';
import { LevyPanel } from './levy-panel';
import { LoginPanel } from './login-panel';
import { messages } from './messages';
import { EntitledPanel, HouseholdPanel } from './residents-panels';
import { AskIdentity } from './register-forms';
import { StatusTag } from './status-tag';
import { YearPanel } from './year-panel';

type Person = Schema<'Person'>;

export function PersonHead({ person }: { person: Person }) {
  const t = useText(messages);
  const pick = usePick();
  const today = useGet('/api/region').data?.today;
  const mayWrite = useMay('person.write');
  const age = today ? ` (${t('age', { n: ageOn(person.birth_date, today) })})` : '';
  return (
    <Panel className="page-head">
      <div className="page-title">
        <h1>{person.name}</h1>
        <span className="code">{person.psn_no}</span>
        <StatusTag status={person.status} />
        {person.civil_servant && <StateTag tone="plain">{t('civilServant')}</StateTag>}
        {person.aid && person.aid.id !== 'none' && (
          <StateTag tone="plain">{pick(person.aid.name)}</StateTag>
        )}
        {mayWrite && <AskIdentity person={person} />}
      </div>
      <Facts
        items={[
          [t('sex'), pick(person.sex.name)],
          [t('birth'), `${person.birth_date}${age}`],
          [pick(person.cert_type.name), <CertificateNumber person={person} />],
          [t('aid'), person.aid ? pick(person.aid.name) : t('noAid')],
          [t('office'), person.office ? person.office.names.join(' / ') : t('noOffice')],
          [t('civilServant'), t(person.civil_servant ? 'yes' : 'no')],
        ]}
      />
    </Panel>
  );
}

export function CoveragePanel({ person }: { person: Person }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <Panel title={t('coverage')}>
      <DataTable
        label={t('coverage')}
        rows={person.coverage}
        rowKey={(row) => `${row.scheme.id} ${row.from}`}
        empty={t('noCoverage')}
        columns={[
          { title: t('scheme'), render: (_, row) => pick(row.scheme.name) },
          { title: t('category'), render: (_, row) => pick(row.category.name) },
          { title: t('period'), render: (_, row) => `${row.from} – ${row.through ?? t('open')}` },
          {
            title: t('status'),
            render: (_, row) => (
              <>
                <StatusTag status={row.status} /> {row.reason && <span>{pick(row.reason)}</span>}
              </>
            ),
          },
          { title: t('employer'), render: (_, row) => row.employer ?? '—' },
        ]}
      />
    </Panel>
  );
}

export function SettlementsPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const navigate = useNavigate();
  const path = '/api/persons/{psn_no}/settlements';
  const args = { path: { psn_no: psnNo } };
  const query = useList(path, args);
  const columns = useSettlementColumns(['person']);
  const csv = useSettlementCsv();
  return (
    <Panel
      title={t('settlements')}
      inYuan
      extra={
        <ExportButton path={path} args={args} fileName={`settlements-${psnNo}`} columns={csv} />
      }
    >
      <ListTable
        query={query}
        label={t('settlements')}
        rowKey={(item) => item.setl_id}
        columns={columns}
        onOpen={(item) => void navigate(paths.settlement(item.setl_id))}
        rowClassName={(item) => (item.reversed || item.kind === 'reversal' ? 'is-reversed' : '')}
        empty={t('noSettlements')}
      />
    </Panel>
  );
}

export function PersonPage() {
  const { psnNo = '' } = useParams();
  const mayReadLevy = useMay('levy.read');
  const mayReadAccount = useMay('account.read');
  const query = useGet('/api/persons/{psn_no}', { path: { psn_no: psnNo } });
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
          {mayReadAccount && <StatementPanel psnNo={psnNo} />}
          <div className="two-columns">
            {mayReadAccount && <PayoutsPanel psnNo={psnNo} />}
            <CardsPanel psnNo={psnNo} />
          </div>
          <LoginPanel psnNo={psnNo} />
          <div className="two-columns">
            <HouseholdPanel psnNo={psnNo} />
            <EntitledPanel psnNo={psnNo} />
          </div>
          <TimelinePanel psnNo={psnNo} />
          {mayReadLevy && <LevyPanel psnNo={psnNo} />}
          <SettlementsPanel psnNo={psnNo} />
        </>
      )}
    </QueryView>
  );
}
