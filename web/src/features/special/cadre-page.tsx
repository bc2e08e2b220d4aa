// The file of a cadre: the managed account, what was reimbursed, the check-ups.
import { Link, useParams } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import { useMay, useSession } from '@/lib/session';
import { AskClaim, PersonClaims } from './claims-panel';
import { messages } from './messages';

function ManagedPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const query = useGet('/api/persons/{psn_no}/managed', { path: { psn_no: psnNo } });
  return (
    <Panel title={t('moves')} inYuan>
      <QueryView query={query}>
        {(account) => (
          <>
            <Facts items={[[t('balance'), <MoneyText amount={account.balance} strong />]]} />
            <DataTable
              label={t('moves')}
              rows={account.moves}
              rowKey={(row) => row.entry}
              empty={t('noMoves')}
              columns={[
                { title: t('day'), render: (_, row) => row.day },
                { title: t('kind'), render: (_, row) => pick(row.kind.name) },
                { title: t('year'), render: (_, row) => row.year },
                {
                  title: t('source'),
                  render: (_, row) => <span className="code">{row.source}</span>,
                },
                {
                  title: t('amount'),
                  align: 'right',
                  render: (_, row) => <MoneyText amount={row.amount} />,
                },
                {
                  title: t('entry'),
                  render: (_, row) => <Link to={paths.ledgerEntry(row.entry)}>{row.entry}</Link>,
                },
              ]}
            />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function CheckupsPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayWrite = useMay('health.write');
  const args = { path: { psn_no: psnNo } };
  const query = useList('/api/persons/{psn_no}/checkups', args);
  return (
    <Panel
      title={t('checkups')}
      extra={
        mayWrite && (
          <ActionForm
            label={t('addCheckup')}
            fields={[
              { name: 'day', label: t('day'), required: true, day: true },
              { name: 'place', label: t('place'), required: true },
              { name: 'doctor', label: t('doctor'), required: true },
              { name: 'findings', label: t('findings'), required: true },
            ]}
            onSend={(values) =>
              apiPost('/api/persons/{psn_no}/checkups', csrf, args, {
                day: values.day ?? '',
                place: values.place ?? '',
                doctor: values.doctor ?? '',
                findings: values.findings ?? '',
              })
            }
          />
        )
      }
    >
      <p className="dim">{t('checkupsIntro')}</p>
      <ListTable
        query={query}
        label={t('checkups')}
        rowKey={(row) => row.id}
        empty={t('noCheckups')}
        columns={[
          { title: t('day'), render: (_, row) => row.day },
          { title: t('place'), render: (_, row) => row.place },
          { title: t('doctor'), render: (_, row) => row.doctor },
          { title: t('findings'), render: (_, row) => row.findings },
          { title: t('by'), render: (_, row) => row.by },
        ]}
      />
    </Panel>
  );
}

export function CadrePage() {
  const { psnNo = '' } = useParams();
  const t = useText(messages);
  const mayWrite = useMay('special.write');
  const mayReadHealth = useMay('health.read');
  const today = useGet('/api/region').data?.today;
  const year = Number(today?.slice(0, 4) ?? 0);
  const cadres = useList('/api/special/{group}/members', { path: { group: 'cadre' } });
  const county = useList('/api/special/{group}/members', { path: { group: 'county_cadre' } });
  const member = [...cadres.items, ...county.items].find((one) => one.psn_no === psnNo);
  return (
    <>
      <Panel className="page-head" title={t('file')}>
        <div className="page-title">
          <h1>{member?.name ?? psnNo}</h1>
          <Link className="code" to={paths.person(psnNo)}>
            {psnNo}
          </Link>
          {member?.spans[0] && (
            <Link to={paths.employer(member.spans[0].payer)}>{member.spans[0].payer_name}</Link>
          )}
        </div>
      </Panel>
      <ManagedPanel psnNo={psnNo} />
      <Panel
        title={t('claims')}
        inYuan
        extra={mayWrite && year > 0 && <AskClaim psnNo={psnNo} year={year} />}
      >
        <PersonClaims psnNo={psnNo} />
      </Panel>
      {mayReadHealth && <CheckupsPanel psnNo={psnNo} />}
    </>
  );
}
