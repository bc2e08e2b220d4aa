// Why a person was levied what stands on a bill: base, rates with their clauses, arithmetic.
import { Drawer } from 'antd';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { DataTable } from './data-table';
import { messages } from './messages';
import { MoneyText } from './money-text';
import { QueryView } from './query-view';

export interface LevyLineKey {
  number: string;
  psnNo: string;
}

export function LevyLineDrawer({
  line,
  onClose,
}: {
  line: LevyLineKey | undefined;
  onClose: () => void;
}) {
  const t = useText(messages);
  const pick = usePick();
  const query = useGet(
    '/api/levy/bills/{number}/lines/{psn_no}',
    { path: { number: line?.number ?? '', psn_no: line?.psnNo ?? '' } },
    { enabled: line !== undefined },
  );
  return (
    <Drawer open={line !== undefined} size={720} title={t('levyWhy')} onClose={onClose}>
      <QueryView query={query}>
        {(explained) => (
          <div data-testid="levy-explanation">
            <p>
              {explained.bill.month} · <span className="code">{explained.bill.number}</span> ·{' '}
              {explained.bill.employer_name} · {pick(explained.line.category.name)}
            </p>
            {!explained.line.due && <p>{t('levyNotDue')}</p>}
            <DataTable
              label={t('levyWhy')}
              rows={explained.steps}
              rowKey={(row) => row.figure + row.arithmetic.zh}
              columns={[
                { title: t('levyFigure'), render: (_, row) => pick(row.title) },
                { title: t('levyArithmetic'), render: (_, row) => pick(row.arithmetic) },
                {
                  title: t('levyClause'),
                  render: (_, row) =>
                    row.citation &&
                    [
                      `${pick(row.citation.document)} ${row.citation.article}`,
                      t('levySince', { day: row.citation.since }),
                      ...(row.citation.assumed ? [t('levyAssumed')] : []),
                    ].join(' · '),
                },
                {
                  title: t('amount'),
                  align: 'right',
                  render: (_, row) => <MoneyText amount={row.amount} />,
                },
              ]}
            />
            <p>
              {t('levyOwed')} <MoneyText amount={explained.owed.total} strong /> ·{' '}
              {t('levyBefore')} <MoneyText amount={explained.before.total} /> · {t('levyThis')}{' '}
              <MoneyText amount={explained.line.figures.total} strong />
            </p>
          </div>
        )}
      </QueryView>
    </Drawer>
  );
}
