// The year of the cadres: exempt units, the levy, what goes to the managed accounts.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { Link } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { Decision, ReviewState } from '@/components/review-cells';
import { XlsxButton } from '@/components/xlsx-button';
import { apiGet, apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

export function HardshipPanel({ year }: { year: number }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayWrite = useMay('special.write');
  const mayDecide = useMay('special.decide');
  const args = { path: { year: String(year) } };
  const query = useList('/api/hardship/{year}', args);
  return (
    <Panel
      title={`${t('hardship')} ${year}`}
      extra={
        mayWrite && (
          <ActionForm
            label={t('askHardship')}
            fields={[
              { name: 'employer', label: t('employer'), required: true },
              { name: 'payer', label: t('finance'), required: true },
              { name: 'documents', label: t('documents'), required: true },
              { name: 'reason', label: t('reason'), required: true },
            ]}
            onSend={(values) =>
              apiPost('/api/hardship/{year}', csrf, args, {
                employer: values.employer ?? '',
                payer: values.payer ?? '',
                documents: values.documents ?? '',
                reason: values.reason ?? '',
              })
            }
          />
        )
      }
    >
      <ListTable
        query={query}
        label={t('hardship')}
        rowKey={(row) => row.employer}
        empty={t('noHardship')}
        columns={[
          {
            title: t('unit'),
            render: (_, row) => <Link to={paths.employer(row.employer)}>{row.employer_name}</Link>,
          },
          { title: t('payerName'), render: (_, row) => row.payer_name },
          { title: t('documents'), render: (_, row) => row.documents },
          { title: t('reason'), render: (_, row) => row.reason },
          { title: t('state'), render: (_, row) => <ReviewState review={row} /> },
          {
            title: t('decidedBy'),
            render: (_, row) => (
              <Decision
                review={row}
                may={mayDecide}
                onDecide={(approve, note) =>
                  apiPost(
                    '/api/hardship/{year}/{employer}/decision',
                    csrf,
                    { path: { year: String(year), employer: row.employer } },
                    { approve, note },
                  )
                }
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Parts({ levy }: { levy: Schema<'CadreLevy'> }) {
  const t = useText(messages);
  return (
    <>
      {levy.before > 0 && <p>{t('levyBefore', { n: levy.before })}</p>}
      <DataTable
        label={t('levy')}
        rows={levy.parts}
        rowKey={(row) => row.payer}
        empty={t('nothingToBill')}
        columns={[
          {
            title: t('payerName'),
            render: (_, row) => (
              <>
                <Link to={paths.employer(row.payer)}>{row.payer_name}</Link>{' '}
                {row.exempt && <span className="dim">{t('exempt')}</span>}
              </>
            ),
          },
          { title: t('count'), align: 'right', render: (_, row) => row.cadres.length },
          {
            title: t('name'),
            render: (_, row) => row.cadres.map((one) => one.name).join('、'),
          },
          { title: t('due'), render: (_, row) => row.due },
          {
            title: t('amount'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.amount} strong />,
          },
          {
            title: t('bill'),
            render: (_, row) =>
              row.bill ? (
                <Link className="code" to={paths.bill(row.bill)}>
                  {row.bill}
                </Link>
              ) : (
                '—'
              ),
          },
        ]}
      />
    </>
  );
}

export function CadreLevyPanel({ year }: { year: number }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const mayRun = useMay('special.run');
  const args = { path: { year: String(year) } };
  const done = () => void client.invalidateQueries();
  const preview = useMutation({ mutationFn: () => apiGet('/api/cadre-levy/{year}', args) });
  const run = useMutation({
    mutationFn: () => apiPost('/api/cadre-levy/{year}', csrf, args),
    onSuccess: done,
  });
  const credit = useMutation({
    mutationFn: () => apiPost('/api/managed-credits', csrf),
    onSuccess: (report) => {
      message.info(
        t('creditDone', {
          credited: report.credited,
          back: report.taken_back,
          amount: report.amount,
        }),
      );
      done();
    },
  });
  const levy = run.data ?? preview.data;
  const error = run.error ?? preview.error ?? credit.error;
  return (
    <Panel
      title={`${t('levy')} ${year}`}
      inYuan
      extra={
        <>
          <Button size="small" loading={preview.isPending} onClick={() => preview.mutate()}>
            {t('levyPreview')}
          </Button>
          {mayRun && (
            <>
              <Popconfirm title={`${t('levyRun')} ${year}?`} onConfirm={() => run.mutate()}>
                <Button size="small" type="primary" loading={run.isPending}>
                  {t('levyRun')}
                </Button>
              </Popconfirm>
              <Button size="small" loading={credit.isPending} onClick={() => credit.mutate()}>
                {t('creditManaged')}
              </Button>
            </>
          )}
          {levy && (
            <XlsxButton
              fileName={`cadre-levy-${year}`}
              rows={() => [
                [t('payerName'), t('unit'), t('psnNo'), t('name'), t('value'), t('due'), t('bill')],
                ...levy.parts.flatMap((part) =>
                  part.cadres.map((one) => [
                    part.payer_name,
                    one.unit_name,
                    one.psn_no,
                    one.name,
                    levy.standard.value,
                    part.due,
                    part.bill ?? '',
                  ]),
                ),
              ]}
            />
          )}
        </>
      }
    >
      <p className="dim">{t('levyIntro')}</p>
      {error && <ErrorPanel error={error} />}
      {levy && <Parts levy={levy} />}
    </Panel>
  );
}
