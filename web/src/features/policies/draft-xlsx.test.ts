import { describe, expect, it } from 'vitest';
import { readSheets, xlsxOfSheets } from '@/lib/spreadsheet';
import type { TableEntry } from './draft-model';
import { changesIn, SheetError, sheetsOf } from './draft-xlsx';

const citation = {
  document: 'rules',
  article: '第五条',
  title: null,
  assumed: false,
  reason: null,
};
const name = { zh: '比例', en: 'share' };
const member = (id: string) => ({ id, name: { zh: id, en: id } });
const share: TableEntry = {
  id: 'employee/inpatient/pooled/share',
  place: [name],
  adjustment: false,
  table: {
    id: 'share',
    name,
    unit: 'ratio',
    executed: true,
    periods: [
      {
        from: '2026-01-01',
        through: null,
        citation,
        axes: [
          { id: 'category', name, members: [member('active'), member('retired')] },
          { id: 'level', name, members: [member('1'), member('2')] },
        ],
        cells: [
          { at: ['active', '1'], value: '0.9', written: '90%' },
          { at: ['active', '2'], value: '0.8', written: '80%' },
          { at: ['retired', '1'], value: '0.95', written: '95%' },
          { at: ['retired', '2'], value: '0.85', written: '85%' },
        ],
      },
    ],
  },
};
const cap: TableEntry = {
  ...share,
  id: 'employee/inpatient/pooled/cap',
  table: {
    ...share.table,
    periods: [
      {
        from: '2026-01-01',
        through: null,
        citation,
        axes: [],
        cells: [{ at: [], value: null, written: 'none' }],
      },
    ],
  },
};
const tables = [share, cap];
const sheets = () => sheetsOf(tables, (text) => text.en).map((sheet) => sheet.rows);

describe('tables as a workbook', () => {
  it('lay the last axis across and the others down', () => {
    expect(sheets()[0]?.slice(2)).toEqual([
      ['自 from', '2026-01-01', '文件 document', 'rules', '条款 article', '第五条'],
      ['category', '1', '2'],
      ['active', '90%', '80%'],
      ['retired', '95%', '85%'],
    ]);
  });

  it('read back say no change, also through a real file', async () => {
    expect(changesIn(sheets(), tables)).toEqual([]);
    const blob = await xlsxOfSheets(sheetsOf(tables, (text) => text.zh));
    const read = await readSheets(new File([blob], 'a.xlsx'));
    expect(changesIn(read, tables)).toEqual([]);
  });

  it('say the cells that were changed, and a new block as a change from its day', () => {
    const rows = sheets();
    rows[0]?.push([], ['自 from', '2026-07-01', '文件 document', 'new', '条款 article', '一']);
    rows[0]?.push(['category', '1', '2'], ['active', '90%', '82%'], ['retired', '95%', '85%']);
    expect(changesIn(rows, tables)).toEqual([
      {
        value: share.id,
        from: '2026-07-01',
        cells: [{ at: ['active', '2'], value: '82%' }],
        clause: { document: 'new', article: '一' },
      },
    ]);
  });

  it('of another form are refused with the place', () => {
    expect(() => changesIn([[['x']]], tables)).toThrow(SheetError);
    const rows = sheets();
    rows[0]?.pop();
    expect(() => changesIn(rows, tables)).toThrow('retired');
  });
});
