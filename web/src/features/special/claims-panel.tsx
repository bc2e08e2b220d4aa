// What is reimbursed and paid out: asked for, approved by another person (which pays), taken back.
import { App } from 'antd';
import { Link } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { MonthPicker, useMonth } from '@/components/month-picker';
import { Panel } from '@/components/panel';
import { Decision, ReviewState } from '@/components/review-cells';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { useLang, usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

type Claim = Schema<'SpecialClaim'>;

function useColumns() {
  const t = useText(messages);
  const pick = usePick();
  const { lang } = useLang();
  const { csrf } = useSession();
  const mayDecide = useMay('special.decide');
  const money = (title: string, key: 'bills' | 'eligible' | 'managed' | 'pooled' | 'paid') => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: Claim) => {
      const amount = row[key];
      return amount ? <MoneyText amount={amount} strong={key === 'paid'} /> : '—';
    },
  });
  const path = (row: Claim) => ({ path: { psn_no: row.psn_no, number: row.number } });
  return [
    {
      title: t('name'),
      render: (_: unknown, row: Claim) => (
        <Link to={paths.person(row.psn_no)}>{row.name ?? row.psn_no}</Link>
      ),
    },
    { title: t('kind'), render: (_: unknown, row: Claim) => pick(row.kind.name) },
    { title: t('year'), render: (_: unknown, row: Claim) => row.year },
    { title: t('unit'), render: (_: unknown, row: Claim) => row.unit ?? '—' },
    money(t('bills'), 'bills'),
    money(t('eligible'), 'eligible'),
    money(t('managedPaid'), 'managed'),
    money(t('pooledPaid'), 'pooled'),
    money(t('paid'), 'paid'),
    {
      title: t('state'),
      render: (_: unknown, row: Claim) =>
        row.reversed_at ? (
          <StateTag tone="plain">{t('reversed')}</StateTag>
        ) : (
          <ReviewState review={row} />
        ),
    },
    {
      title: t('decidedBy'),
      render: (_: unknown, row: Claim) => (
        <>
          <Decision
            review={row}
            may={mayDecide}
            onDecide={(approve, note) =>
              apiPost('/api/persons/{psn_no}/special-claims/{number}/decision', csrf, path(row), {
                approve,
                note,
              })
            }
          />{' '}
          {row.entry && (
            <a
              href={`/api/persons/${row.psn_no}/special-claims/${row.number}/pdf?lang=${lang}`}
              target="_blank"
              rel="noreferrer"
            >
              {t('print')}
            </a>
          )}{' '}
          {mayDecide && row.entry && !row.reversed_at && (
            <ActionForm
              label={t('reverse')}
              fields={[{ name: 'reason', label: t('reason'), required: true }]}
              onSend={(values) =>
                apiPost('/api/persons/{psn_no}/special-claims/{number}/reversal', csrf, path(row), {
                  reason: values.reason ?? '',
                })
              }
            />
          )}
        </>
      ),
    },
  ];
}

export function AskClaim({ psnNo, year }: { psnNo?: string; year: number }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const kinds = [
    { value: 'cadre_cost', label: t('cadre_cost') },
    { value: 'offsite_cost', label: t('offsite_cost') },
    { value: 'surplus', label: t('surplusKind') },
  ];
  return (
    <ActionForm
      label={t('askClaim')}
      fields={[
        ...(psnNo ? [] : [{ name: 'psn_no', label: t('psnNo'), required: true }]),
        { name: 'kind', label: t('kind'), required: true, options: kinds, initial: 'cadre_cost' },
        { name: 'year', label: t('year'), required: true, initial: String(year) },
        { name: 'bills', label: t('bills') },
        { name: 'eligible', label: t('eligible') },
        { name: 'documents', label: t('documents'), required: true },
        { name: 'reason', label: t('reason'), required: true },
        { name: 'receiver_account', label: t('receiverAccount') },
      ]}
      onSend={(values) =>
        apiPost(
          '/api/persons/{psn_no}/special-claims',
          csrf,
          { path: { psn_no: psnNo ?? values.psn_no ?? '' } },
          {
            kind: values.kind as 'cadre_cost',
            year: Number(values.year) || 0,
            bills: values.bills,
            eligible: values.eligible,
            documents: values.documents ?? '',
            reason: values.reason ?? '',
            receiver_account: values.receiver_account,
          },
        )
      }
    />
  );
}

export function ClaimsPanel({ year }: { year: number }) {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const { message } = App.useApp();
  const mayWrite = useMay('special.write');
  const [month, setMonth] = useMonth();
  const path = '/api/special-claims';
  const args = { query: { month } };
  const query = useList(path, args);
  const columns = useColumns();
  const tell = (answer: unknown) => {
    const run = answer as Schema<'SurplusRun'>;
    message.info(t('surplusDone', { made: run.made, before: run.before, empty: run.empty }));
  };
  return (
    <Panel
      title={t('claims')}
      inYuan
      extra={
        <>
          {mayWrite && (
            <>
              <AskClaim year={year} />
              <ActionForm
                label={t('surplus')}
                fields={[
                  { name: 'year', label: t('year'), required: true, initial: String(year - 1) },
                ]}
                onSend={(values) =>
                  apiPost('/api/surplus/{year}', csrf, { path: { year: values.year ?? '' } })
                }
                onDone={tell}
              />
            </>
          )}
          <MonthPicker month={month} onMonth={setMonth} />
          <ExportButton
            xlsx
            path={path}
            args={args}
            fileName={`special-claims-${month}`}
            columns={[
              [t('psnNo'), (row) => row.psn_no],
              [t('name'), (row) => row.name ?? ''],
              [t('kind'), (row) => pick(row.kind.name)],
              [t('year'), (row) => String(row.year)],
              [t('unit'), (row) => row.unit ?? ''],
              [t('bills'), (row) => row.bills],
              [t('eligible'), (row) => row.eligible],
              [t('paid'), (row) => row.paid ?? ''],
              [t('state'), (row) => row.state],
            ]}
          />
        </>
      }
    >
      <ListTable
        query={query}
        label={t('claims')}
        rowKey={(row) => row.id}
        empty={t('noClaims')}
        rowClassName={(row) => (row.reversed_at ? 'is-reversed' : '')}
        columns={columns}
      />
    </Panel>
  );
}

export function PersonClaims({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const query = useList('/api/persons/{psn_no}/special-claims', { path: { psn_no: psnNo } });
  const columns = useColumns();
  return (
    <DataTable
      label={t('claims')}
      rows={query.items}
      rowKey={(row) => row.id}
      empty={t('noClaims')}
      columns={columns.slice(1)}
    />
  );
}
