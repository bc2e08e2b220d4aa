// Refunds to employers that wait for finance; decided on the employer's page.
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

export function WaitingRefunds() {
  const t = useText(messages);
  const query = useGet('/api/refunds', { query: { state: 'waiting' } });
  if (!query.data || query.data.items.length === 0) return null;
  return (
    <Panel title={t('waitingRefunds')} inYuan>
      <DataTable
        label={t('waitingRefunds')}
        rows={query.data.items}
        rowKey={(row) => row.id}
        columns={[
          {
            title: t('employer'),
            render: (_, row) => <Link to={paths.employer(row.employer)}>{row.employer_name}</Link>,
          },
          {
            title: t('amount'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.amount} />,
          },
          { title: t('reason'), render: (_, row) => row.reason },
          {
            title: t('by'),
            render: (_, row) => `${row.requested_by} · ${formatTime(row.requested_at)}`,
          },
        ]}
      />
    </Panel>
  );
}
