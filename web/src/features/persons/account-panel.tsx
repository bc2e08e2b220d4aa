import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import type { Schema } from '@/lib/schema';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Account = NonNullable<Schema<'Person'>['account']>;

function Movements({ movements }: { movements: Account['movements'] }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <div className="scroll-short">
      <DataTable
        label={t('movements')}
        rows={movements}
        rowKey={(row) => `${row.time} ${row.balance} ${row.amount}`}
        empty={t('noMovements')}
        columns={[
          { title: t('time'), render: (_, row) => formatTime(row.time) },
          {
            title: t('kind'),
            render: (_, row) =>
              row.setl_id ? (
                <Link to={paths.settlement(row.setl_id)}>{pick(row.kind.name)}</Link>
              ) : (
                pick(row.kind.name)
              ),
          },
          {
            title: t('amount'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.amount} />,
          },
          {
            title: t('balanceAfter'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.balance} />,
          },
        ]}
      />
    </div>
  );
}

export function AccountPanel({ account }: { account: Account | null }) {
  const t = useText(messages);
  return (
    <Panel
      title={t('account')}
      inYuan
      extra={
        account && (
          <span className="headline-figure">
            {t('balance')} <MoneyText amount={account.balance} strong />
          </span>
        )
      }
    >
      {account ? (
        <Movements movements={account.movements} />
      ) : (
        <p className="dim">{t('noAccount')}</p>
      )}
    </Panel>
  );
}
