// Cards applied for in a month, and requests to change who a person is: what waits at the desk.
import { Link } from 'react-router';
import { CardState, CardSteps } from '@/components/card-steps';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { MonthPicker, useMonth } from '@/components/month-picker';
import { Panel } from '@/components/panel';
import { Decision, ReviewState } from '@/components/review-cells';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

function CardsPanel({ month, onMonth }: { month: string; onMonth: (month: string) => void }) {
  const t = useText(messages);
  const pick = usePick();
  const path = '/api/cards';
  const args = { query: { month } };
  const query = useList(path, args);
  return (
    <Panel
      title={t('cards')}
      inYuan
      extra={
        <>
          <MonthPicker month={month} onMonth={onMonth} />
          <ExportButton
            path={path}
            args={args}
            fileName={`cards-${month}`}
            columns={[
              [t('psnNo'), (row) => row.psn_no],
              [t('person'), (row) => row.name ?? ''],
              [t('item'), (row) => pick(row.item.name)],
              [t('number'), (row) => row.number ?? ''],
              [t('fee'), (row) => row.fee],
              [t('paid'), (row) => t(row.paid ? 'paid' : 'unpaid')],
              [t('state'), (row) => pick(row.state.name)],
            ]}
          />
        </>
      }
    >
      <p className="dim">{t('intro')}</p>
      <ListTable
        query={query}
        label={t('cards')}
        rowKey={(row) => row.id}
        empty={t('none')}
        columns={[
          {
            title: t('person'),
            render: (_, row) => <Link to={paths.person(row.psn_no)}>{row.name}</Link>,
          },
          { title: t('item'), render: (_, row) => pick(row.item.name) },
          { title: t('number'), render: (_, row) => row.number ?? '—' },
          {
            title: t('fee'),
            align: 'right',
            render: (_, row) => (
              <>
                <MoneyText amount={row.fee} /> {t(row.paid ? 'paid' : 'unpaid')}
              </>
            ),
          },
          { title: t('by'), render: (_, row) => row.events[0]?.by },
          { title: t('state'), render: (_, row) => <CardState card={row} /> },
          { title: t('act'), render: (_, row) => <CardSteps card={row} /> },
        ]}
      />
    </Panel>
  );
}

function Identity({ identity }: { identity: Schema<'Identity'> }) {
  const pick = usePick();
  return (
    <>
      {identity.name} · {pick(identity.cert_type.name)} {identity.cert_no_masked} ·{' '}
      {identity.birth_date}
    </>
  );
}

function ChangesPanel({ month }: { month: string }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayReview = useMay('person.review');
  const query = useList('/api/identity-requests', { query: { month } });
  const decide = (row: Schema<'IdentityRequest'>) => (approve: boolean, note: string) =>
    apiPost(
      '/api/persons/{psn_no}/identity-requests/{number}/decision',
      csrf,
      { path: { psn_no: row.psn_no, number: row.number } },
      { approve, note },
    );
  return (
    <Panel title={t('changes')}>
      <ListTable
        query={query}
        label={t('changes')}
        rowKey={(row) => row.id}
        empty={t('noChanges')}
        columns={[
          {
            title: t('psnNo'),
            render: (_, row) => <Link to={paths.person(row.psn_no)}>{row.psn_no}</Link>,
          },
          { title: t('before'), render: (_, row) => <Identity identity={row.before} /> },
          { title: t('wanted'), render: (_, row) => <Identity identity={row.wanted} /> },
          { title: t('documents'), render: (_, row) => row.documents },
          { title: t('reason'), render: (_, row) => row.reason },
          { title: t('by'), render: (_, row) => row.requested_by },
          { title: t('state'), render: (_, row) => <ReviewState review={row} /> },
          {
            title: t('decidedBy'),
            render: (_, row) => <Decision review={row} may={mayReview} onDecide={decide(row)} />,
          },
        ]}
      />
    </Panel>
  );
}

export function CardsPage() {
  const [month, setMonth] = useMonth();
  return (
    <>
      <CardsPanel month={month} onMonth={setMonth} />
      <ChangesPanel month={month} />
    </>
  );
}
