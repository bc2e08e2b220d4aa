// The sums of a levy: previewed, posted by a run, or owed for a month.
import { useMemo } from 'react';
import { Link } from 'react-router';
import { Chart } from '@/components/chart';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { usePick, useText } from '@/lib/i18n';
import { useOfficeName } from '@/lib/offices';
import { paths } from '@/lib/paths';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Report = Schema<'LevyReport'>;
type Figures = Schema<'LevyFigures'>;

interface Column {
  key: keyof Figures;
  label: keyof typeof messages;
}

const shown: Column[] = [
  { key: 'employer', label: 'employerPart' },
  { key: 'person', label: 'personPart' },
  { key: 'pooled', label: 'pooled' },
  { key: 'account', label: 'accounts' },
];
// Shown once for the whole, and in the spreadsheet.
const further: Column[] = [
  { key: 'large_illness_employer', label: 'largeIllnessEmployer' },
  { key: 'large_illness_person', label: 'largeIllnessPerson' },
  { key: 'large_illness_pooled', label: 'largeIllnessPooled' },
  { key: 'civil_servant', label: 'civilServant' },
];

interface PartRow {
  name: string;
  persons: number;
  figures: Figures;
}

function Parts({ title, rows }: { title: string; rows: PartRow[] }) {
  const t = useText(messages);
  // A drawing may be rounded; the table below has the exact amounts.
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 8, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'value' },
      yAxis: { type: 'category', data: rows.map((row) => row.name), inverse: true },
      series: [{ type: 'bar', data: rows.map((row) => Number(row.figures.total)) }],
    }),
    [rows],
  );
  if (rows.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <Chart option={option} height={40 + rows.length * 28} label={title} />
      <DataTable
        label={title}
        rows={rows}
        rowKey={(row) => row.name}
        columns={[
          { title, render: (_, row) => row.name },
          { title: t('count'), align: 'right', render: (_, row) => row.persons },
          ...shown.map(({ key, label }) => ({
            title: t(label),
            align: 'right' as const,
            render: (_: unknown, row: PartRow) => <MoneyText amount={row.figures[key]} />,
          })),
          {
            title: t('toPay'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.figures.total} strong />,
          },
        ]}
      />
    </div>
  );
}

export function Problems({ problems, more }: { problems: Schema<'LevyProblem'>[]; more: number }) {
  const t = useText(messages);
  const pick = usePick();
  if (problems.length === 0) return null;
  return (
    <>
      <h3>{t('problems')}</h3>
      <DataTable
        label={t('problems')}
        rows={problems}
        rowKey={(row) => `${row.employer} ${row.psn_no}`}
        columns={[
          {
            title: t('employer'),
            render: (_, row) => <Link to={paths.employer(row.employer)}>{row.employer}</Link>,
          },
          {
            title: t('psnNo'),
            render: (_, row) => <Link to={paths.person(row.psn_no)}>{row.psn_no}</Link>,
          },
          { title: t('why'), render: (_, row) => pick(row.text) },
        ]}
      />
      {more > 0 && <p>{t('moreProblems', { n: more })}</p>}
    </>
  );
}

export function LevyReport({ report, title }: { report: Report; title: string }) {
  const t = useText(messages);
  const pick = usePick();
  const officeName = useOfficeName();
  const organisations = useMemo(
    () =>
      report.organisations.map((row) => ({
        ...row,
        name: row.name ? officeName(row.name) : t('wholeArea'),
      })),
    [report, officeName, t],
  );
  const categories = useMemo(
    () =>
      report.categories.map((row) => ({
        ...row,
        name: row.category ? pick(row.category.name) : row.name,
      })),
    [report, pick],
  );
  const table = () => [
    [
      title,
      t('count'),
      ...[...shown, ...further].map(({ label }) => t(label)),
      t('toPay'),
    ],
    ...[...organisations, ...categories].map((row) => [
      row.name,
      String(row.persons),
      ...[...shown, ...further].map(({ key }) => row.figures[key]),
      row.figures.total,
    ]),
  ];
  return (
    <Panel
      title={title}
      inYuan
      extra={<XlsxButton fileName={`levy-${report.month}`} rows={table} />}
    >
      <div data-testid="levy-report">
        <Facts
          items={[
            [t('employersCount'), report.employers],
            [t('bills'), report.bills],
            [t('supplementary'), report.supplementary],
            [t('count'), report.persons],
            ...[...shown, ...further].map(
              ({ key, label }) =>
                [t(label), <MoneyText amount={report.figures[key]} />] as [string, React.ReactNode],
            ),
            [t('toPay'), <MoneyText amount={report.figures.total} strong />],
          ]}
        />
        <div className="wide-columns">
          <Parts title={t('byOrganisation')} rows={organisations} />
          <Parts title={t('byCategory')} rows={categories} />
        </div>
        <Problems problems={report.problems} more={report.more_problems} />
      </div>
    </Panel>
  );
}
