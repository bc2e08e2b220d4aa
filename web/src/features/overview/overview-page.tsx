import { Alert, Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { useSettlementColumns } from '@/components/settlement-columns';
import { useLang, usePick, useText } from '@/lib/i18n';
import { formatCount } from '@/lib/money';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay } from '@/lib/session';
import { Chart } from '@/components/chart';
import { type ChartWords, seriesOption, slicesOption } from './chart-options';
import { FundsTable } from './funds-table';
import { messages } from './messages';

type Overview = Schema<'Overview'>;

function RegionStrip() {
  const t = useText(messages);
  const pick = usePick();
  const region = useGet('/api/region').data;
  if (!region) return <div className="region-strip">&nbsp;</div>;
  return (
    <div className="region-strip">
      <span>
        {t('region')} <b>{pick(region.name)}</b> <span className="code dim">{region.area}</span>
      </span>
      <span>
        {t('persons')} <b>{formatCount(region.persons)}</b>
      </span>
      <span>
        {t('providers')} <b>{formatCount(region.providers)}</b>
      </span>
      <span>
        {t('employers')} <b>{formatCount(region.employers)}</b>
      </span>
      <span>
        {t('settled')} <b>{formatCount(region.settlements)}</b>
      </span>
      <span>
        {t('packs')}{' '}
        <Link to={paths.policies}>
          {region.packs.map((pack) => pick(pack.title)).join(' · ') || '—'}
        </Link>
      </span>
    </div>
  );
}

function TotalsCard({ title, totals }: { title: string; totals: Schema<'Totals'> }) {
  const t = useText(messages);
  return (
    <Panel title={title} className="totals-card" inYuan>
      <div className="totals">
        <div className="totals-main">
          <span>{t('total')}</span>
          <MoneyText amount={totals.total} strong />
        </div>
        <div>
          <span>{t('count')}</span>
          <span className="money">{formatCount(totals.count)}</span>
        </div>
        {(['fund', 'account', 'cash'] as const).map((key) => (
          <div key={key}>
            <span>{t(key)}</span>
            <MoneyText amount={totals[key]} />
          </div>
        ))}
      </div>
    </Panel>
  );
}

function useWords(): ChartWords {
  const t = useText(messages);
  const { lang } = useLang();
  return useMemo(
    () => ({
      lang,
      count: t('count'),
      unit: t('axisUnit'),
      parts: { fund: t('fund'), account: t('account'), cash: t('cash') },
    }),
    [lang, t],
  );
}

function SeriesPanel({ series }: { series: Overview['series'] }) {
  const t = useText(messages);
  const words = useWords();
  const option = useMemo(() => seriesOption(series, words), [series, words]);
  return (
    <Panel title={t('series')}>
      {series.some((day) => day.totals.count > 0) ? (
        <Chart option={option} height={250} label={t('series')} />
      ) : (
        <p className="chart-empty">{t('nothingInChart')}</p>
      )}
    </Panel>
  );
}

function SlicesPanel({ title, slices }: { title: string; slices: Schema<'Slice'>[] }) {
  const t = useText(messages);
  const pick = usePick();
  const words = useWords();
  const option = useMemo(
    () =>
      slicesOption(
        slices.map((slice) => ({ name: pick(slice.key.name), totals: slice.totals })),
        words,
      ),
    [slices, pick, words],
  );
  return (
    <Panel title={title} unit={t('axisUnit')}>
      {slices.length > 0 ? (
        <Chart option={option} height={250} label={title} />
      ) : (
        <p className="chart-empty">{t('nothingInChart')}</p>
      )}
    </Panel>
  );
}

function LatestPanel({ latest }: { latest: Overview['latest'] }) {
  const t = useText(messages);
  const navigate = useNavigate();
  const columns = useSettlementColumns(['scheme']);
  return (
    <Panel title={t('latest')} inYuan>
      <DataTable
        label={t('latest')}
        rows={latest}
        rowKey={(item) => item.setl_id}
        columns={columns}
        onOpen={(item) => void navigate(paths.settlement(item.setl_id))}
        empty={t('noSettlements')}
      />
    </Panel>
  );
}

function EmptyDay({ overview, onGo }: { overview: Overview; onGo: (date: string) => void }) {
  const t = useText(messages);
  const { date, latest_date: latest } = overview;
  if (latest === null) return <Alert type="info" showIcon title={t('nothingAtAll')} />;
  if (overview.day.count > 0 || latest >= date) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('nothingOnDay', { date, latest })}
      action={
        <Button size="small" onClick={() => onGo(latest)}>
          {t('goThere')}
        </Button>
      }
    />
  );
}

function Content({ overview, onGo }: { overview: Overview; onGo: (date: string) => void }) {
  const t = useText(messages);
  const maySettlements = useMay('settlement.read');
  return (
    <>
      <EmptyDay overview={overview} onGo={onGo} />
      <div className="overview-top">
        <div>
          <TotalsCard title={`${t('day')} ${overview.date}`} totals={overview.day} />
          <TotalsCard
            title={`${t('month')} ${overview.date.slice(0, 7)}`}
            totals={overview.month}
          />
        </div>
        <Panel title={t('funds')} inYuan>
          <FundsTable funds={overview.funds} />
        </Panel>
      </div>
      {overview.latest_date !== null && (
        <div className="overview-charts">
          <SeriesPanel series={overview.series} />
          <SlicesPanel title={t('byLevel')} slices={overview.by_level} />
          <SlicesPanel title={t('byBenefit')} slices={overview.by_benefit} />
        </div>
      )}
      {maySettlements && <LatestPanel latest={overview.latest} />}
    </>
  );
}

export function OverviewPage() {
  const t = useText(messages);
  const [params, setParams] = useSearchParams();
  const date = params.get('date') ?? undefined;
  const query = useGet('/api/overview', { query: { date } });
  const go = (day: string | null) => setParams(day ? { date: day } : {});
  const shown = query.data?.date ?? date;
  return (
    <>
      <div className="page-bar">
        <h1>{t('overview')}</h1>
        <RegionStrip />
        <DatePicker
          size="small"
          aria-label={t('date')}
          allowClear={false}
          value={shown ? dayjs(shown) : null}
          onChange={(day) => go(day ? day.format('YYYY-MM-DD') : null)}
        />
        <Button size="small" disabled={date === undefined} onClick={() => go(null)}>
          {t('today')}
        </Button>
      </div>
      <QueryView query={query} rows={14}>
        {(overview) => <Content overview={overview} onGo={go} />}
      </QueryView>
    </>
  );
}
