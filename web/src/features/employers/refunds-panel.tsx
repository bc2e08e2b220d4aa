// Credit of an employer paid back: asked for, decided, taken back.
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { Decision, ReviewState } from '@/components/review-cells';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

function TakeBack({ refund }: { refund: Schema<'Refund'> }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const path = { code: refund.employer, number: refund.paper };
  return (
    <ActionForm
      label={t('refundTakeBack')}
      hint={t('refundTakeBackHint')}
      fields={[{ name: 'reason', label: t('reason'), required: true }]}
      onSend={(values) =>
        apiPost('/api/employers/{code}/refunds/{number}/reversal', csrf, { path }, values)
      }
    />
  );
}

export function RefundsPanel({ code, name }: { code: string; name: string }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayAsk = useMay('receipt.import');
  const mayPay = useMay('receipt.post');
  const path = { code };
  const credit = useGet('/api/employers/{code}/dues', { path }).data?.credit;
  const query = useGet('/api/employers/{code}/refunds', { path });
  const hasCredit = credit !== undefined && credit !== '0.00';
  return (
    <Panel
      title={t('refunds')}
      inYuan
      extra={
        mayAsk &&
        hasCredit && (
          <ActionForm
            label={t('askRefund')}
            hint={t('askRefundHint')}
            fields={[
              { name: 'amount', label: t('amount'), required: true, initial: credit },
              { name: 'receiver', label: t('refundReceiver'), required: true, initial: name },
              { name: 'receiver_account', label: t('refundAccount'), required: true },
              { name: 'reason', label: t('reason'), required: true },
            ]}
            onSend={(values) => apiPost('/api/employers/{code}/refunds', csrf, { path }, values)}
          />
        )
      }
    >
      <QueryView query={query} rows={2}>
        {(list) => (
          <DataTable
            label={t('refunds')}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={t('noRefunds')}
            rowClassName={(row) => (row.reversed ? 'is-reversed' : '')}
            columns={[
              { title: t('number'), render: (_, row) => <span className="code">{row.id}</span> },
              {
                title: t('amount'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.amount} />,
              },
              {
                title: t('refundReceiver'),
                render: (_, row) => `${row.receiver} ${row.receiver_account}`,
              },
              { title: t('reason'), render: (_, row) => row.reason },
              {
                title: t('by'),
                render: (_, row) => `${row.requested_by} · ${formatTime(row.requested_at)}`,
              },
              {
                title: t('status'),
                render: (_, row) => (
                  <>
                    <ReviewState review={row} />{' '}
                    {row.reversed && <StateTag tone="bad">{t('kindReversal')}</StateTag>}
                  </>
                ),
              },
              {
                title: '',
                render: (_, row) => (
                  <>
                    <Decision
                      review={row}
                      may={mayPay}
                      onDecide={(approve, note) =>
                        apiPost(
                          '/api/employers/{code}/refunds/{number}/decision',
                          csrf,
                          { path: { code, number: row.paper } },
                          { approve, note },
                        )
                      }
                    />{' '}
                    {mayPay && row.payment !== null && !row.reversed && <TakeBack refund={row} />}
                  </>
                ),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
