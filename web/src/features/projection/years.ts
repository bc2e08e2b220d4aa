// The sixty months of a fund as five years of twelve.
import { sumYuan } from '@/lib/money';
import type { Schema } from '@/lib/schema';

export type Month = Schema<'ProjectedMonth'>;

export interface Year {
  /** the last month */
  through: string;
  income: string;
  spending: string;
  last: Month;
}

const monthsOfYear = 12;

export function yearsOf(months: readonly Month[]): Year[] {
  const years: Year[] = [];
  for (let first = 0; first + monthsOfYear <= months.length; first += monthsOfYear) {
    const part = months.slice(first, first + monthsOfYear);
    const last = part[part.length - 1];
    if (!last) break;
    years.push({
      through: last.month,
      income: sumYuan(part.map((month) => month.income)),
      spending: sumYuan(part.map((month) => month.spending)),
      last,
    });
  }
  return years;
}
