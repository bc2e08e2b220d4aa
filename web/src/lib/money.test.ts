import { describe, expect, it } from 'vitest';
import {
  barPercent,
  formatPrice,
  formatRatio,
  formatYuan,
  isNegative,
  isZero,
  parsePercentInput,
  parseYuanInput,
  sameDecimal,
  sharePercent,
  sumYuan,
} from './money';

describe('money is text', () => {
  it.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1000.00', '1,000.00'],
    ['-1234567.05', '-1,234,567.05'],
    ['90071992547409931.01', '90,071,992,547,409,931.01'],
    ['882.352', '882.352'],
    ['n/a', 'n/a'],
  ])('groups %s as %s', (amount, shown) => expect(formatYuan(amount)).toBe(shown));

  it.each([
    ['0.88', '88%'],
    ['0.005', '0.5%'],
    ['1', '100%'],
    ['0', '0%'],
    ['0.1', '10%'],
    ['0.125000', '12.5%'],
  ])('shows the ratio %s as %s', (ratio, shown) => expect(formatRatio(ratio)).toBe(shown));

  it.each([
    ['252', '252.00'],
    ['16.8', '16.80'],
    ['1234.123456', '1,234.123456'],
  ])('shows the price %s as %s', (price, shown) => expect(formatPrice(price)).toBe(shown));

  it.each([
    ['35.00', '100.00', '35.0%'],
    ['1490809.84', '1073108.00', '138.9%'],
    ['0.00', '7.00', '0.0%'],
    ['-1.00', '200.00', '-0.5%'],
    ['5.00', '0.00', null],
  ])('shows %s of %s as the share %s', (part, whole, share) =>
    expect(sharePercent(part, whole)).toBe(share),
  );

  it('adds beyond the range of a double without loss', () => {
    expect(sumYuan(['90071992547409931.01', '0.02', '-0.01'])).toBe('90071992547409931.02');
    expect(sumYuan(['-0.05', '0.02'])).toBe('-0.03');
    expect(sumYuan([])).toBe('0.00');
  });

  it('refuses to add what is not an amount', () => {
    expect(() => sumYuan(['1.5'])).toThrow(TypeError);
  });

  it.each([
    ['1,200', '1200.00'],
    ['80.5', '80.50'],
    ['007', '7.00'],
    ['1.234', null],
    ['-3', null],
    ['', null],
    ['1e3', null],
  ])('reads the typed amount %s as %s', (text, amount) =>
    expect(parseYuanInput(text)).toBe(amount),
  );

  it.each([
    ['10', '0.10'],
    ['100%', '1.00'],
    ['12.5', '0.125'],
    ['0', '0.00'],
    ['101', null],
    ['x', null],
  ])('reads the typed percentage %s as %s', (text, ratio) =>
    expect(parsePercentInput(text)).toBe(ratio),
  );

  it('compares decimals without regard to trailing zeros', () => {
    expect(sameDecimal('50441.52', '50441.5200')).toBe(true);
    expect(sameDecimal('100', '100.00')).toBe(true);
    expect(sameDecimal('100', '10')).toBe(false);
    expect(sameDecimal('0.495', '0.50')).toBe(false);
  });

  it('tells zero and negative amounts', () => {
    expect(isZero('0.00')).toBe(true);
    expect(isZero('-0.00')).toBe(true);
    expect(isNegative('-0.01')).toBe(true);
    expect(isNegative('-0.00')).toBe(false);
  });

  it('keeps bars inside their box', () => {
    expect(barPercent('50.00', '200.00')).toBe(25);
    expect(barPercent('300.00', '200.00')).toBe(100);
    expect(barPercent('1.00', '0.00')).toBe(0);
  });
});
