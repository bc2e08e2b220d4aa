import { expect, it } from 'vitest';
import { bandName, cellAt, type Period, rowsOf, showValue } from './parameter-table';

const named = (id: string) => ({ id, name: { zh: id, en: id } });
const axes = [
  { id: 'level', name: named('level').name, members: [named('1'), named('2')] },
  { id: 'category', name: named('category').name, members: [named('active'), named('retired')] },
];

it('stands every combination of the axes in order', () => {
  expect(rowsOf(axes).map((row) => row.map((member) => member.id).join())).toEqual([
    '1,active',
    '1,retired',
    '2,active',
    '2,retired',
  ]);
  expect(rowsOf([])).toEqual([[]]);
});

it('finds a cell by its members and leaves a missing one out', () => {
  const period = { axes, cells: [{ at: ['2', 'active'], value: '0.88' }] } as unknown as Period;
  expect(cellAt(period, ['2', 'active'])?.value).toBe('0.88');
  expect(cellAt(period, ['2', 'retired'])).toBeUndefined();
  expect(cellAt(period, ['2'])).toBeUndefined();
});

it('writes bands for readers', () => {
  expect(bandName('3000 CNY .. 10000 CNY', 'zh')).toBe('3,000 – 10,000');
  expect(bandName('10000 CNY ..', 'zh')).toBe('10,000 以上');
  expect(bandName('10000 CNY ..', 'en')).toBe('above 10,000');
  expect(bandName('一级', 'zh')).toBe('一级');
});

it('shows a value in its unit', () => {
  expect(showValue('ratio', '0.92')).toBe('92%');
  expect(showValue('yuan', '400000.00')).toBe('400,000.00');
  expect(showValue('count', '3')).toBe('3');
  expect(showValue('yuan', null)).toBe('—');
});
