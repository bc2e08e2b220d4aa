import { expect, test } from 'vitest';
import { compareText, compareYuan, difference } from './amounts';

test('differences are exact, whatever the signs', () => {
  expect(difference('0.10', '0.30')).toBe('0.20');
  expect(difference('9007199254740993.01', '9007199254740993.00')).toBe('-0.01');
  expect(difference('-5.00', '5.00')).toBe('10.00');
});

test('amounts are ordered by their value', () => {
  expect(['10.00', '9.00', '-1.00'].sort(compareYuan)).toEqual(['-1.00', '9.00', '10.00']);
  expect(compareYuan('1.00', '1.00')).toBe(0);
});

test('months are ordered by their value, none of them first', () => {
  expect(['100.0', null, '12.3'].sort(compareText)).toEqual([null, '12.3', '100.0']);
});
