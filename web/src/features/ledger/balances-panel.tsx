// The chart of accounts with balances, grouped by scheme; a row filters the journal.
import { Checkbox, Table } from 'antd';
import { useState } from 'react';
import { DataTable } from '@/components/data-table';
import { CsvButton } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { StateTag } from '@/components/state-tag';
import { usePick, useText } from '@/lib/i18n';
import { formatCount, isZero } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Accounts = Schema<'LedgerAccounts'>;
type Account = Accounts['items'][number];

function useColumns() {
  const t = useText(messages);
  const pick = usePick();
  const money = (title: string, key: 'debit' | 'credit' | 'balance') => ({
    title,
    key,
    align: 'right' as const,
    width: 140,
    render: (_: unknown, row: Account) => (
      <MoneyText amount={row[key]} strong={key === 'balance'} />
    ),
  });
  return [
    { title: t('account'), render: (_: unknown, row: Account) => pick(row.name) },
    {
      title: t('code'),
      render: (_: unknown, row: Account) => <span className="code dim">{row.account}</span>,
    },
    {
      title: t('side'),
      width: 60,
      render: (_: unknown, row: Account) => t(row.side === 'debit' ? 'sideDebit' : 'sideCredit'),
    },
    money(t('debit'), 'debit'),
    money(t('credit'), 'credit'),
    money(t('balance'), 'balance'),
  ];
}

function useCsv(): (rows: Account[]) => string[][] {
  const t = useText(messages);
  const pick = usePick();
  return (rows) => [
    [t('account'), t('code'), t('side'), t('debit'), t('credit'), t('balance')],
    ...rows.map((row) => [
      pick(row.name),
      row.account,
      t(row.side === 'debit' ? 'sideDebit' : 'sideCredit'),
      row.debit,
      row.credit,
      row.balance,
    ]),
  ];
}

export function BalancesPanel({
  accounts,
  onAccount,
}: {
  accounts: Accounts;
  onAccount: (account: string) => void;
}) {
  const t = useText(messages);
  const columns = useColumns();
  const csv = useCsv();
  const [hideUnused, setHideUnused] = useState(true);
  const rows = accounts.items.filter(
    (row) => !hideUnused || !isZero(row.debit) || !isZero(row.credit),
  );
  const balanced = accounts.debit === accounts.credit;
  return (
    <Panel
      title={t('balances')}
      inYuan
      extra={
        <>
          <Checkbox checked={hideUnused} onChange={(event) => setHideUnused(event.target.checked)}>
            {t('hideUnused')}
          </Checkbox>
          <span>{t('entriesCount', { n: formatCount(accounts.entries) })}</span>
          <StateTag tone={balanced ? 'ok' : 'bad'}>
            {t(balanced ? 'balanced' : 'unbalanced')}
          </StateTag>
          <CsvButton fileName="balances" rows={() => csv(rows)} />
        </>
      }
    >
      <DataTable
        label={t('balances')}
        rows={rows}
        rowKey={(row) => row.account}
        columns={columns}
        onOpen={(row) => onAccount(row.account)}
        empty={t('noAccounts')}
        summary={() => (
          <Table.Summary.Row className="sum-row">
            <Table.Summary.Cell index={0} colSpan={3}>
              {t('sum')}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} align="right">
              <MoneyText amount={accounts.debit} strong />
            </Table.Summary.Cell>
            <Table.Summary.Cell index={4} align="right">
              <MoneyText amount={accounts.credit} strong />
            </Table.Summary.Cell>
            <Table.Summary.Cell index={5} />
          </Table.Summary.Row>
        )}
      />
      {accounts.head !== null && (
        <p className="dim">
          {t('head')} <span className="code digest">{accounts.head}</span>
        </p>
      )}
    </Panel>
  );
}
