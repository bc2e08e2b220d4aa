import { expect, test } from 'vitest';
import { type Month, yearsOf } from './years';

const month = (index: number): Month => ({
  month: `2027-${String(index + 1).padStart(2, '0')}`,
  income: '0.10',
  spending: '0.20',
  balance: `-${index}.00`,
  low: '0.00',
  middle: '0.00',
  high: '0.00',
  payable_months: null,
});

test('twelve months make a year, with exact sums and the balance of its last month', () => {
  const years = yearsOf(Array.from({ length: 24 }, (_, index) => month(index)));
  expect(years).toHaveLength(2);
  expect(years[0]).toMatchObject({ through: '2027-12', income: '1.20', spending: '2.40' });
  expect(years[1]?.last.balance).toBe('-23.00');
});

test('what is no whole year is left out', () => {
  expect(yearsOf([month(0)])).toEqual([]);
});
