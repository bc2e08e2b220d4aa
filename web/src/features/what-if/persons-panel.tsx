// Who gains and who loses: how many, by how much, and the ten at each end.
import { Button, Input } from 'antd';
import { useMemo } from 'react';
import { Chart } from '@/components/chart';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { useText } from '@/lib/i18n';
import { formatCount, formatYuan } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Result = Schema<'WhatIf'>;
type Persons = Schema<'WhatIfPersons'>;
type Case = Schema<'WhatIfCase'>;

const whole = (amount: string) => formatYuan(amount).replace(/\.00$/, '');

function Cases({
  title,
  cases,
  onExplain,
}: {
  title: string;
  cases: Case[];
  onExplain: (id: string) => void;
}) {
  const t = useText(messages);
  return (
    <div>
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={cases}
        rowKey={(row) => row.case}
        empty={t('nobody')}
        columns={[
          {
            title: t('caseCol'),
            render: (_, row) => <span className="code">{row.case}</span>,
          },
          { title: t('encounters'), align: 'right', render: (_, row) => row.encounters },
          {
            title: t('before'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.before} />,
          },
          {
            title: t('after'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.after} />,
          },
          {
            title: t('difference'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.difference} strong />,
          },
          {
            title: '',
            render: (_, row) => (
              <Button size="small" type="link" onClick={() => onExplain(row.case)}>
                {t('explain')}
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}

function useBins(gain: Persons | undefined, lose: Persons | undefined) {
  const t = useText(messages);
  return useMemo(() => {
    const name = (bin: { from: string; to: string | null }) =>
      bin.to === null ? t('beyond', { n: whole(bin.from) }) : `${whole(bin.from)}–${whole(bin.to)}`;
    const bins = gain?.bins ?? [];
    return {
      names: bins.map(name),
      option: {
        animation: false,
        color: ['#9a4f3f', '#1b565a'],
        legend: { top: 0, right: 0 },
        grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
        tooltip: { trigger: 'axis' },
        xAxis: { type: 'category', data: bins.map(name), name: t('difference') },
        yAxis: { type: 'value', minInterval: 1, name: t('personsUnit') },
        series: [
          { type: 'bar', name: t('lose'), data: (lose?.bins ?? []).map((bin) => bin.persons) },
          { type: 'bar', name: t('gain'), data: bins.map((bin) => bin.persons) },
        ],
      },
    };
  }, [gain, lose, t]);
}

export function PersonsPanel({
  result,
  variant,
  onExplain,
}: {
  result: Result;
  variant: number;
  onExplain: (id: string) => void;
}) {
  const t = useText(messages);
  const shown = result.variants[variant];
  const { names, option } = useBins(shown?.gain, shown?.lose);
  if (!shown) return null;
  const said = (persons: Persons) =>
    t('personsAnd', { n: formatCount(persons.persons), amount: formatYuan(persons.amount) });
  const table = () => [
    [t('difference'), t('lose'), t('gain')],
    ...names.map((name, i) => [
      name,
      String(shown.lose.bins?.[i]?.persons ?? 0),
      String(shown.gain.bins?.[i]?.persons ?? 0),
    ]),
  ];
  return (
    <Panel
      title={t('whoChanges')}
      inYuan
      extra={<XlsxButton fileName={`what-if-${result.number}-persons`} rows={table} />}
    >
      <div data-testid="who-changes">
        <Facts
          items={[
            [t('gain'), said(shown.gain)],
            [t('lose'), said(shown.lose)],
            [t('same'), t('samePersons', { n: formatCount(shown.same) })],
          ]}
        />
        <Chart option={option} height={240} label={t('whoChanges')} />
        <div className="what-if-bar">
          <Input.Search
            aria-label={t('anyCase')}
            placeholder={t('anyCase')}
            enterButton={t('explain')}
            style={{ maxWidth: 420 }}
            onSearch={(id) => id.trim() && onExplain(id.trim())}
          />
        </div>
        <div className="wide-columns">
          <Cases title={t('mostLost')} cases={shown.lose.most ?? []} onExplain={onExplain} />
          <Cases title={t('mostGained')} cases={shown.gain.most ?? []} onExplain={onExplain} />
        </div>
      </div>
    </Panel>
  );
}
