// The standard of cadres or the off-site quota of a year: how it is computed, asked for, approved.
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { Decision, ReviewState } from '@/components/review-cells';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

function Steps({ standard }: { standard: Schema<'YearStandard'> }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <DataTable
      label={t('arithmetic')}
      rows={standard.steps}
      rowKey={(row) => row.arithmetic.zh}
      columns={[
        { title: t('arithmetic'), render: (_, row) => pick(row.arithmetic) },
        {
          title: t('clause'),
          render: (_, row) =>
            row.citation ? `${pick(row.citation.document)} ${row.citation.article}` : '—',
        },
        {
          title: t('amount'),
          align: 'right',
          render: (_, row) => <MoneyText amount={row.amount} />,
        },
      ]}
    />
  );
}

export function StandardPanel({ kind, year }: { kind: 'cadre' | 'offsite'; year: number }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayWrite = useMay('special.write');
  const mayDecide = useMay('special.decide');
  const args = { path: { kind, year: String(year) } };
  const query = useGet('/api/special-standards/{kind}/{year}', args);
  const title = `${t(kind === 'cadre' ? 'standardCadre' : 'standardOffsite')} ${year}`;
  const ask = (values: Record<string, string>) =>
    apiPost('/api/special-standards/{kind}/{year}', csrf, args, {
      cost: values.cost,
      heads: Number(values.heads) || 0,
      adjustment: values.adjustment,
      documents: values.documents ?? '',
      reason: values.reason,
    });
  const decide = (approve: boolean, note: string) =>
    apiPost('/api/special-standards/{kind}/{year}/decision', csrf, args, { approve, note });
  const asked = query.data?.kept?.review;
  return (
    <Panel
      title={title}
      inYuan
      extra={
        mayWrite &&
        (!asked || asked.state === 'refused') && (
          <ActionForm
            label={t('askStandard')}
            hint={t('askHint')}
            fields={[
              { name: 'cost', label: t('cost') },
              { name: 'heads', label: t('heads') },
              { name: 'adjustment', label: t('adjustment') },
              { name: 'documents', label: t('documents'), required: true },
              { name: 'reason', label: t('reason') },
            ]}
            onSend={ask}
          />
        )
      }
    >
      <QueryView query={query}>
        {({ computed, kept }) => {
          const shown = kept ?? computed;
          return (
            <>
              <Facts
                items={[
                  [t('value'), <MoneyText amount={shown.value} strong />],
                  [t('state'), kept?.review ? <ReviewState review={kept.review} /> : t('computed')],
                  [t('documents'), shown.documents ?? '—'],
                  [
                    t('decidedBy'),
                    kept?.review ? (
                      <Decision review={kept.review} may={mayDecide} onDecide={decide} />
                    ) : (
                      '—'
                    ),
                  ],
                ]}
              />
              <Steps standard={shown} />
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}
