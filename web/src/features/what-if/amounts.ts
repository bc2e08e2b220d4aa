// Exact differences of amounts as the API sends them.
import { sumYuan } from '@/lib/money';

/** after - before, exactly. */
export function difference(before: string, after: string): string {
  const negated = before.startsWith('-') ? before.slice(1) : `-${before}`;
  return sumYuan([after, negated]);
}

/** Orders exact amounts; floating point would call neighbours equal. */
export function compareYuan(a: string, b: string): number {
  const less = difference(a, b);
  if (/^-?0\.00$/.test(less)) return 0;
  return less.startsWith('-') ? 1 : -1;
}

/** "12.3" before "100.0"; nothing last. */
export function compareText(a: string | null, b: string | null): number {
  return Number(a ?? -1) - Number(b ?? -1);
}
