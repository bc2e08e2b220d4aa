import { describe, expect, it } from 'vitest';
import type { Schema } from './schema';
import { decodeText, parseCsv } from './spreadsheet';
import { rowsOf } from './table-rows';

const columns: Schema<'ImportColumn'>[] = [
  { id: 'name', title: { zh: '姓名', en: 'name' }, required: true, example: '' },
  {
    id: 'cert_no',
    title: { zh: '身份证号码', en: 'identity number' },
    required: true,
    example: '',
  },
  { id: 'wage', title: { zh: '月缴费工资', en: 'monthly wage' }, required: false, example: '' },
];

describe('rows of a file', () => {
  it('are read by the titles of the first row, numbered as in the file', () => {
    const read = rowsOf(
      [
        ['身份证号码', 'name', '备注'],
        ['', '', ''],
        ['110', ' 张三 ', 'x'],
      ],
      columns,
    );
    expect(read).toEqual({ rows: [{ row: 3, name: '张三', cert_no: '110' }] });
  });

  it('are refused without a required column, or with one twice', () => {
    expect(rowsOf([['姓名']], columns)).toMatchObject({ problem: 'missingColumn' });
    const twice = rowsOf([['姓名', 'name', 'cert_no']], columns);
    expect(twice).toMatchObject({ problem: 'doubleColumn' });
    expect(rowsOf([['姓名', 'cert_no']], columns)).toMatchObject({ problem: 'noRows' });
  });
});

describe('text of a file', () => {
  it('is UTF-8 with or without its mark, or GB18030', () => {
    const utf8 = new TextEncoder().encode('\uFEFF姓名');
    expect(decodeText(utf8.buffer as ArrayBuffer)).toBe('姓名');
    const gb = new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb]);
    expect(decodeText(gb.buffer)).toBe('姓名');
    expect(() => decodeText(new Uint8Array([0xff, 0xff]).buffer)).toThrow();
  });

  it('keeps quoted commas, quotes and line ends', () => {
    expect(parseCsv('a,"b,""c""\n"\r\nd,\n')).toEqual([
      ['a', 'b,"c"\n'],
      ['d', ''],
    ]);
  });
});
