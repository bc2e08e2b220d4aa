// What the charts draw. Amounts become numbers here, for drawing; tooltips show the exact texts.
import type { EChartsCoreOption } from 'echarts/core';
import type { Lang } from '@/lib/i18n';
import { chartNumber, formatCount, formatYuan } from '@/lib/money';
import type { Schema } from '@/lib/schema';

type Totals = Schema<'Totals'>;
type Part = 'fund' | 'account' | 'cash';

export interface ChartWords {
  lang: Lang;
  count: string;
  unit: string;
  parts: Record<Part, string>;
}

const colors: Record<Part, string> = { fund: '#1b565a', account: '#c99a3f', cash: '#9a4f3f' };
const partKeys: Part[] = ['fund', 'account', 'cash'];
const ink = '#434e51';
const rule = '#e4e0d5';
const textStyle = {
  color: ink,
  fontFamily: 'Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif',
  fontSize: 12,
};

function axisText(value: number, lang: Lang): string {
  const unit = lang === 'zh' ? 10_000 : 1_000;
  return formatCount(Math.round((value / unit) * 10) / 10);
}

function tooltipOf(title: string, totals: Totals, words: ChartWords): string {
  const rows = partKeys.map(
    (part) =>
      `<tr><td><i style="background:${colors[part]}"></i>${words.parts[part]}</td>` +
      `<td>${formatYuan(totals[part])}</td></tr>`,
  );
  const count = `<tr><td>${words.count}</td><td>${formatCount(totals.count)}</td></tr>`;
  return `<div class="chart-tip"><b>${title}</b><table>${rows.join('')}${count}</table></div>`;
}

function pointed(params: unknown): number {
  const first = (params as { dataIndex: number }[])[0];
  return first?.dataIndex ?? 0;
}

function base(format: (index: number) => string): EChartsCoreOption {
  return {
    animation: false,
    textStyle,
    legend: { top: 0, right: 0, itemWidth: 12, itemHeight: 8, itemGap: 14, textStyle },
    grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    color: partKeys.map((part) => colors[part]),
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      backgroundColor: '#fffefb',
      borderColor: '#cfcabd',
      textStyle: { color: '#1d2629', fontSize: 12 },
      confine: true,
      formatter: (params: unknown) => format(pointed(params)),
    },
  };
}

function valueAxis(words: ChartWords) {
  return {
    type: 'value',
    name: words.unit,
    nameTextStyle: { color: ink, fontSize: 12, align: 'left' },
    axisLabel: {
      color: ink,
      hideOverlap: true,
      formatter: (value: number) => axisText(value, words.lang),
    },
    splitLine: { lineStyle: { color: rule } },
  };
}

function stacked(totals: Totals[], words: ChartWords, barMaxWidth: number) {
  return partKeys.map((part) => ({
    name: words.parts[part],
    type: 'bar',
    stack: 'paid',
    barMaxWidth,
    data: totals.map((one) => chartNumber(one[part])),
  }));
}

/** Funds, account and cash per day. */
export function seriesOption(
  series: Schema<'Overview'>['series'],
  words: ChartWords,
): EChartsCoreOption {
  const tip = (index: number) => {
    const day = series[index];
    return day ? tooltipOf(day.date, day.totals, words) : '';
  };
  return {
    ...base(tip),
    xAxis: {
      type: 'category',
      data: series.map((day) => day.date.slice(5)),
      axisLabel: { color: ink },
      axisLine: { lineStyle: { color: '#a9a494' } },
      axisTick: { show: false },
    },
    yAxis: valueAxis(words),
    series: stacked(
      series.map((day) => day.totals),
      words,
      22,
    ),
  };
}

/** Funds, account and cash per slice, as lying bars. */
export function slicesOption(
  slices: { name: string; totals: Totals }[],
  words: ChartWords,
): EChartsCoreOption {
  const tip = (index: number) => {
    const slice = slices[index];
    return slice ? tooltipOf(slice.name, slice.totals, words) : '';
  };
  return {
    ...base(tip),
    yAxis: {
      type: 'category',
      inverse: true,
      data: slices.map((slice) => slice.name),
      axisLabel: { color: ink },
      axisLine: { lineStyle: { color: '#a9a494' } },
      axisTick: { show: false },
    },
    xAxis: { ...valueAxis(words), name: '', splitNumber: 3 },
    series: stacked(
      slices.map((slice) => slice.totals),
      words,
      26,
    ),
  };
}
