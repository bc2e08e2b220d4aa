// A dated table of the contract as rows and columns: the last axis lies, the others stand.
import type { Lang } from '@/lib/i18n';
import { formatRatio, formatYuan } from '@/lib/money';
import type { Named, Schema } from '@/lib/schema';

export type Period = Schema<'Parameter'>['periods'][number];

/** Every combination of the members of the axes, in order; one empty row for no axis. */
export function rowsOf(axes: Period['axes']): Named[][] {
  return axes.reduce<Named[][]>(
    (rows, axis) => rows.flatMap((row) => axis.members.map((member) => [...row, member])),
    [[]],
  );
}

export function cellAt(period: Period, at: readonly string[]): Period['cells'][number] | undefined {
  return period.cells.find(
    (cell) => cell.at.length === at.length && cell.at.every((id, i) => id === at[i]),
  );
}

/** A band as packs write it ("3000 CNY .. 10000 CNY", "10000 CNY ..") for readers; others stay. */
export function bandName(name: string, lang: Lang): string {
  const match = /^(\d+(?:\.\d+)?) CNY \.\.(?: (\d+(?:\.\d+)?) CNY)?$/.exec(name);
  if (!match) return name;
  const from = formatYuan(match[1] ?? '');
  if (match[2] !== undefined) return `${from} – ${formatYuan(match[2])}`;
  return lang === 'zh' ? `${from} 以上` : `above ${from}`;
}

export function showValue(unit: Schema<'Parameter'>['unit'], value: string | null): string {
  if (value === null) return '—';
  if (unit === 'ratio') return formatRatio(value);
  return unit === 'yuan' ? formatYuan(value) : value;
}
