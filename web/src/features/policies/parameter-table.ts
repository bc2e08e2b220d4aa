// A dated table of the contract as rows and columns: the last axis lies, the others stand.
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

export function showValue(unit: Schema<'Parameter'>['unit'], value: string | null): string {
  if (value === null) return '—';
  if (unit === 'ratio') return formatRatio(value);
  return unit === 'yuan' ? formatYuan(value) : value;
}
