// What was levied for a person, month by month, with the reason of every line.
import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { LevyLineDrawer, type LevyLineKey } from '@/components/levy-line-drawer';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

export function LevyPanel({ psnNo }: { psnNo: string }) {
  const t = useText(messages);
  const pick = usePick();
  const [explained, setExplained] = useState<LevyLineKey>();
  const query = useGet('/api/persons/{psn_no}/levy', { path: { psn_no: psnNo } });
  const amount = (title: string, key: keyof Schema<'LevyFigures'>) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: Schema<'PersonLevy'>) => <MoneyText amount={row.figures[key]} />,
  });
  return (
    <Panel title={t('levy')} inYuan>
      <QueryView query={query} rows={3}>
        {(list) => (
          <DataTable
            label={t('levy')}
            rows={list.items}
            rowKey={(row) => row.bill.number}
            empty={t('noLevy')}
            onOpen={(row) => setExplained({ number: row.bill.number, psnNo })}
            rowClassName={(row) => (row.bill.standing ? '' : 'is-reversed')}
            columns={[
              { title: t('month'), render: (_, row) => row.bill.month },
              {
                title: t('billNo'),
                render: (_, row) => (
                  <Link to={paths.bill(row.bill.number)} tabIndex={-1} className="code">
                    {row.bill.number}
                  </Link>
                ),
              },
              { title: t('employer'), render: (_, row) => row.bill.employer_name },
              { title: t('kind'), render: (_, row) => pick(row.bill.kind.name) },
              amount(t('levyBase'), 'base'),
              amount(t('levyEmployer'), 'employer'),
              amount(t('levyPerson'), 'person'),
              amount(t('levyAccount'), 'account'),
              {
                title: t('levyLargeIllness'),
                align: 'right',
                render: (_, { figures }) =>
                  [
                    figures.large_illness_employer,
                    figures.large_illness_person,
                    figures.large_illness_pooled,
                  ].join(' + '),
              },
            ]}
          />
        )}
      </QueryView>
      <LevyLineDrawer line={explained} onClose={() => setExplained(undefined)} />
    </Panel>
  );
}
