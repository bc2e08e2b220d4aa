// Money, ratios and exact decimals as the API sends them: text. Nothing here makes a float of an
// amount, except chartNumber, whose result is only good for drawing.

const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?$/;

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Groups the digits of a decimal: "1234567.50" -> "1,234,567.50". Other text stays as it is. */
export function formatYuan(amount: string): string {
  const match = decimalPattern.exec(amount);
  if (!match) return amount;
  const [, sign, whole, fraction] = match;
  const grouped = group(whole ?? '');
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A price: at least two decimals, more where they say something ("16.8" -> "16.80"). */
export function formatPrice(price: string): string {
  const match = decimalPattern.exec(price);
  if (!match) return price;
  return formatYuan(`${match[1]}${match[2]}.${(match[3] ?? '').padEnd(2, '0')}`);
}

/** The share of part in whole as "35.3%", rounded down; null when the whole is not above zero. */
export function sharePercent(part: string, whole: string): string | null {
  const base = toFen(whole);
  if (base <= 0n) return null;
  const perMille = (toFen(part) * 1000n) / base;
  const digits = (perMille < 0n ? -perMille : perMille).toString().padStart(2, '0');
  return `${perMille < 0n ? '-' : ''}${group(digits.slice(0, -1))}.${digits.slice(-1)}%`;
}

/** Thousands separators for counts. */
export function formatCount(count: number): string {
  return group(String(count));
}

/** "0.88" -> "88%", "0.005" -> "0.5%", "1" -> "100%": moves the point, computes nothing. */
export function formatRatio(ratio: string): string {
  const match = decimalPattern.exec(ratio);
  if (!match) return ratio;
  const fraction = (match[3] ?? '').padEnd(2, '0');
  const whole = `${match[2]}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${match[1]}${whole}${rest ? `.${rest}` : ''}%`;
}

/** The same value, whatever the trailing zeros: "1.5" and "1.50". */
export function sameDecimal(a: string, b: string): boolean {
  const trim = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  return trim(a) === trim(b);
}

export function isZero(amount: string): boolean {
  return /^-?0+(\.0+)?$/.test(amount);
}

export function isNegative(amount: string): boolean {
  return amount.startsWith('-') && !isZero(amount);
}

function toFen(amount: string): bigint {
  const match = /^(-?)(\d+)\.(\d{2})$/.exec(amount);
  if (!match) throw new TypeError(`not an amount of yuan: ${amount}`);
  const fen = BigInt(`${match[2]}${match[3]}`);
  return match[1] ? -fen : fen;
}

/** Exact sum of amounts of two decimals. Throws TypeError on anything else. */
export function sumYuan(amounts: readonly string[]): string {
  const fen = amounts.reduce((sum, amount) => sum + toFen(amount), 0n);
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What a clerk typed ("1,200", "80.5") as an amount of the API ("1200.00", "80.50"), or null. */
export function parseYuanInput(text: string): string | null {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replace(/[,，\s]/g, ''));
  if (!match) return null;
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  return `${whole}.${(match[2] ?? '').padEnd(2, '0')}`;
}

/** "10" (percent) as the ratio of the API ("0.10"), or null unless 0..100 with up to 4 decimals. */
export function parsePercentInput(text: string): string | null {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?%?$/.exec(text.trim());
  if (!match) return null;
  const digits = (match[1] ?? '').padStart(3, '0');
  const ratio = `${digits.slice(0, 1)}.${digits.slice(1)}${match[2] ?? ''}`;
  return /^(0\.\d+|1\.0+)$/.test(ratio) ? ratio : null;
}

/** For drawing only: bar lengths and chart axes, never a shown or sent amount. */
export function chartNumber(amount: string): number {
  return Number(amount);
}

/** The share of part in whole for a bar, 0..100. */
export function barPercent(part: string, whole: string): number {
  const base = chartNumber(whole);
  return base > 0 ? Math.max(0, Math.min(100, (chartNumber(part) / base) * 100)) : 0;
}
