import { Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { ActionForm } from '@/components/action-form';
import { Chart } from '@/components/chart';
import { DataTable } from '@/components/data-table';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { XlsxButton } from '@/components/xlsx-button';
import { apiPost } from '@/lib/api-client';
import { useLang, usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { useOfficeOptions } from './households-tab';
import { messages } from './messages';

type Progress = Schema<'Progress'>;
type Row = Schema<'ProgressRow'>;

/** A share as the server says it ("0.8123") in per cent. */
function percent(share: string | null): string {
  return share === null ? '—' : `${(Number(share) * 100).toFixed(2)}%`;
}

function SetTarget({ year, scheme }: { year: string; scheme: string }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const offices = useOfficeOptions();
  return (
    <ActionForm
      label={t('setTarget')}
      hint={t('setHint')}
      primary
      fields={[
        {
          name: 'office',
          label: t('office'),
          options: [{ value: '', label: t('wholeArea') }, ...offices],
        },
        { name: 'target', label: t('target'), required: true },
        { name: 'population', label: t('population') },
      ]}
      onSend={({ office = '', target, population }) =>
        apiPost(
          '/api/targets',
          csrf,
          {},
          {
            year: Number(year),
            scheme,
            office,
            target: Number(target),
            population: Number(population || 0),
          },
        )
      }
    />
  );
}

function OverTime({ progress }: { progress: Progress }) {
  const t = useText(messages);
  const target = progress.whole.target;
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis' },
      legend: { top: 0 },
      xAxis: { type: 'category', data: progress.points.map((point) => point.day) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        {
          type: 'line',
          name: t('covered'),
          showSymbol: false,
          data: progress.points.map((point) => point.covered),
        },
        ...(target === null
          ? []
          : [
              {
                type: 'line',
                name: t('target'),
                showSymbol: false,
                lineStyle: { type: 'dashed' },
                data: progress.points.map(() => target),
              },
            ]),
      ],
    }),
    [progress, target, t],
  );
  return <Chart option={option} height={260} label={t('overTime')} />;
}

function OfficesTable({
  progress,
  onOpen,
}: {
  progress: Progress;
  onOpen: (organisation: string) => void;
}) {
  const t = useText(messages);
  const nameOf = (row: Row) => row.name || t('ownOffice');
  const rows = () => [
    [t('office'), t('covered'), t('target'), t('completion'), t('population'), t('coverage')],
    ...[...progress.offices, progress.whole].map((row) => [
      row === progress.whole ? t('sum') : nameOf(row),
      String(row.covered),
      String(row.target ?? ''),
      percent(row.completion),
      String(row.population ?? ''),
      percent(row.coverage),
    ]),
  ];
  return (
    <>
      <XlsxButton fileName={`targets-${progress.year}-${progress.day}`} rows={rows} />
      <DataTable
        label={t('progress')}
        rows={progress.offices}
        rowKey={(row) => row.organisation || '-'}
        onOpen={(row) => row.organisation && onOpen(row.organisation)}
        columns={[
          { title: t('office'), render: (_, row) => nameOf(row) },
          { title: t('covered'), align: 'right', render: (_, row) => row.covered },
          { title: t('target'), align: 'right', render: (_, row) => row.target ?? '—' },
          { title: t('completion'), align: 'right', render: (_, row) => percent(row.completion) },
          { title: t('population'), align: 'right', render: (_, row) => row.population ?? '—' },
          { title: t('coverage'), align: 'right', render: (_, row) => percent(row.coverage) },
        ]}
      />
    </>
  );
}

function useSchemes(): { value: string; label: string }[] {
  const pick = usePick();
  const packs = useGet('/api/region').data?.packs ?? [];
  return (packs[0]?.schemes ?? []).map((scheme) => ({
    value: scheme.id,
    label: pick(scheme.name),
  }));
}

export function TargetsTab() {
  const t = useText(messages);
  const { lang } = useLang();
  const { office } = useSession();
  const mayWrite = useMay('target.write');
  const today = useGet('/api/region').data?.today ?? '';
  const fixed = useGet('/api/fixed').data?.scheme?.id;
  const schemes = useSchemes();
  const [scheme, setScheme] = useState('');
  const [year, setYear] = useState('');
  const [step, setStep] = useState('7');
  const [organisation, setOrganisation] = useState(office?.path ?? '');
  const shownYear = year || today.slice(0, 4);
  const shownScheme = scheme || fixed || schemes[0]?.value || '';
  const path = { year: shownYear, scheme: shownScheme };
  const ready = /^\d{4}$/.test(shownYear) && shownScheme !== '';
  const query = useGet(
    '/api/targets/{year}/{scheme}',
    { path, query: { organisation, step_days: step } },
    { enabled: ready },
  );
  const above = organisation.split('/').slice(0, -1).join('/');
  const asked = new URLSearchParams({ lang, organisation });
  const printed = `/api/targets/${shownYear}/${shownScheme}/pdf?${asked.toString()}`;
  const mayGoUp = organisation !== (office?.path ?? '');
  return (
    <Panel
      title={t('progress')}
      extra={
        <>
          <Input
            size="small"
            style={{ width: 70 }}
            aria-label={t('year')}
            value={shownYear}
            maxLength={4}
            onChange={(event) => setYear(event.target.value)}
          />
          <Select
            size="small"
            aria-label={t('scheme')}
            value={shownScheme}
            onChange={setScheme}
            options={schemes}
            popupMatchSelectWidth={false}
          />
          <Select
            size="small"
            aria-label={t('asOf')}
            value={step}
            onChange={setStep}
            options={[
              { value: '7', label: t('perWeek') },
              { value: '1', label: t('perDay') },
            ]}
          />
          {mayWrite && <SetTarget year={shownYear} scheme={shownScheme} />}
        </>
      }
    >
      <p className="dim">{t('progressHint')}</p>
      <QueryView query={query} rows={10}>
        {(progress) => (
          <>
            <Facts
              items={[
                [t('office'), progress.whole.name || t('wholeArea')],
                [t('asOf'), progress.day],
                [t('covered'), progress.whole.covered],
                [t('target'), progress.whole.target ?? '—'],
                [t('completion'), percent(progress.whole.completion)],
                [t('coverage'), percent(progress.whole.coverage)],
              ]}
            />
            <OverTime progress={progress} />
            {mayGoUp && (
              <Button size="small" onClick={() => setOrganisation(above)}>
                {t('up')}
              </Button>
            )}{' '}
            <a href={printed} target="_blank" rel="noreferrer">
              {t('print')}
            </a>{' '}
            <OfficesTable progress={progress} onOpen={setOrganisation} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}
