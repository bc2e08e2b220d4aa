import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('quotes, keeps amounts as numbers and disarms formulas', () => {
  const text = toCsv([
    ['name', 'amount'],
    ['a "b", c', '-30.00'],
    ['=1+1', '-x'],
  ]);
  expect(text).toBe('\uFEFFname,amount\r\n"a ""b"", c",-30.00\r\n\'=1+1,\'-x\r\n');
});
