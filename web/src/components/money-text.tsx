import { formatYuan, isNegative, isZero } from '@/lib/money';

/** An amount of yuan, right for a column: tabular digits, zero in grey, negative in brick. */
export function MoneyText({ amount, strong = false }: { amount: string; strong?: boolean }) {
  const tone = isNegative(amount) ? ' is-negative' : isZero(amount) ? ' is-zero' : '';
  return <span className={`money${tone}${strong ? ' is-strong' : ''}`}>{formatYuan(amount)}</span>;
}
