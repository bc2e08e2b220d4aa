// What was levied and what of it came in: drawn by month, listed by office and employer.
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { Chart } from '@/components/chart';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { XlsxButton } from '@/components/xlsx-button';
import { useText } from '@/lib/i18n';
import { useOfficeName } from '@/lib/offices';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Part = Schema<'CollectionPart'>;

/** For the eye only: the exact amounts stand beside it. */
function rateOf(part: Part): string {
  const owed = Number(part.owed);
  return owed === 0 ? '—' : `${((Number(part.paid) / owed) * 100).toFixed(1)}%`;
}

function amountsOf(part: Part): string[] {
  return [part.owed, part.paid, rateOf(part), part.fee_paid];
}

function Months({ rows }: { rows: Part[] }) {
  const t = useText(messages);
  const option = useMemo(
    () => ({
      color: ['#c99a3f', '#1b565a'],
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      legend: { top: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: rows.map((row) => row.name) },
      yAxis: { type: 'value' },
      series: [
        { name: t('levied'), type: 'bar', data: rows.map((row) => Number(row.owed)) },
        { name: t('received'), type: 'bar', data: rows.map((row) => Number(row.paid)) },
      ],
    }),
    [rows, t],
  );
  return <Chart option={option} height={260} label={t('byMonth')} />;
}

interface PartsProps {
  title: string;
  rows: Part[];
  nameOf: (row: Part) => string;
}

function Parts({ title, rows, nameOf }: PartsProps) {
  const t = useText(messages);
  return (
    <>
      <h3>{title}</h3>
      <div className="scroll-long">
        <DataTable
          label={title}
          rows={rows}
          rowKey={(row) => row.name}
          columns={[
            { title, render: (_, row) => nameOf(row) },
            {
              title: t('levied'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.owed} />,
            },
            {
              title: t('received'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.paid} />,
            },
            { title: t('rate'), align: 'right', render: (_, row) => rateOf(row) },
            {
              title: t('fees'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.fee_paid} />,
            },
          ]}
        />
      </div>
    </>
  );
}

export function CollectionPanel() {
  const t = useText(messages);
  const [month, setMonth] = useState('');
  const valid = month === '' || /^\d{4}-\d{2}$/.test(month);
  const query = useGet(
    '/api/collection',
    { query: month ? { month } : {} },
    { enabled: valid },
  );
  const nameOfOffice = useOfficeName();
  const officeName = (row: Part) => (row.name ? nameOfOffice(row.name) : t('ownOffice'));
  const employerName = (row: Part) => `${row.name} ${row.title}`;
  const sheet = (data: Schema<'Collection'>) => [
    [t('kind'), t('code'), t('levied'), t('received'), t('rate'), t('fees')],
    ...data.months.map((row) => [t('byMonth'), row.name, ...amountsOf(row)]),
    ...data.offices.map((row) => [t('office'), officeName(row), ...amountsOf(row)]),
    ...data.employers.map((row) => [t('employer'), employerName(row), ...amountsOf(row)]),
  ];
  return (
    <QueryView query={query}>
      {(data) => (
        <Panel
          title={`${t('collection')} ${month || t('allMonths')}`}
          inYuan
          extra={<XlsxButton fileName={`collection-${month || 'all'}`} rows={() => sheet(data)} />}
        >
          <Input
            className="filter-short"
            defaultValue={month}
            placeholder="2026-03"
            aria-label={t('month')}
            maxLength={7}
            onPressEnter={(event) => setMonth(event.currentTarget.value.trim())}
            onBlur={(event) => setMonth(event.target.value.trim())}
          />
          {data.months.length > 0 && <Months rows={data.months} />}
          <Parts title={t('byOffice')} rows={data.offices} nameOf={officeName} />
          <Parts title={t('byEmployer')} rows={data.employers} nameOf={employerName} />
        </Panel>
      )}
    </QueryView>
  );
}
