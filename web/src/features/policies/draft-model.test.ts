import { describe, expect, it } from 'vitest';
import {
  changeOf,
  mergeFiles,
  missedFirst,
  nextHalfYear,
  periodOn,
  sectionsOf,
  type TableEntry,
} from './draft-model';

const citation = { document: 'rules', article: '1', title: null, assumed: false, reason: null };
const name = { zh: '比例', en: 'share' };
const share: TableEntry = {
  id: 'employee/inpatient/pooled/share',
  place: [name, name, name],
  adjustment: false,
  table: {
    id: 'share',
    name,
    unit: 'ratio',
    executed: true,
    periods: [
      {
        from: '2026-01-01',
        through: '2026-12-31',
        citation,
        axes: [],
        cells: [
          { at: ['2'], value: '0.88', written: '88%' },
          { at: ['3'], value: '0.85', written: '85%' },
        ],
      },
      { from: '2027-01-01', through: null, citation, axes: [], cells: [] },
    ],
  },
};

describe('the form of a change', () => {
  const typed = {
    from: '2026-07-01',
    cells: { '2': '88%', '3': ' 87% ' },
    document: '',
    article: '',
  };

  it('says only the cells that differ from what holds on the day', () => {
    expect(changeOf(share, typed)).toEqual({
      value: share.id,
      from: '2026-07-01',
      cells: [{ at: ['3'], value: '87%' }],
    });
  });

  it('says the clause when document and article are given', () => {
    expect(changeOf(share, { ...typed, document: 'd', article: '第一条' })?.clause).toEqual({
      document: 'd',
      article: '第一条',
    });
  });

  it('is none when nothing differs, or before the first period', () => {
    expect(changeOf(share, { ...typed, cells: {} })).toBeUndefined();
    expect(changeOf(share, { ...typed, from: '2025-12-31' })).toBeUndefined();
  });

  it('begins where changes mostly do', () => {
    expect(nextHalfYear('2026-03-01')).toBe('2026-07-01');
    expect(nextHalfYear('2026-07-01')).toBe('2027-01-01');
    expect(periodOn(share.table.periods, '2027-05-01')?.from).toBe('2027-01-01');
  });
});

describe('sections', () => {
  it('put tables under their benefit, and those of the scheme or the area under it', () => {
    const ids = ['area/average_wage', 'employee/first_self_pay', share.id, 'employee/inpatient/x'];
    const sections = sectionsOf(ids.map((id) => ({ ...share, id })));
    expect(sections.map((one) => [one.id, one.tables.length])).toEqual([
      ['area', 1],
      ['employee', 1],
      ['employee/inpatient', 2],
    ]);
  });
});

describe('files of two officers', () => {
  const base = { a: '1', b: '1', c: '1' };

  it('are laid together where each changed another one', () => {
    expect(mergeFiles(base, { ...base, a: 'mine' }, { ...base, b: 'theirs' })).toEqual({
      files: { a: 'mine', b: 'theirs', c: '1' },
      both: [],
    });
  });

  it('keep what was typed here and name the file where both changed it', () => {
    const merged = mergeFiles(base, { ...base, a: 'mine' }, { ...base, a: 'theirs', b: 'theirs' });
    expect(merged).toEqual({ files: { a: 'mine', b: 'theirs', c: '1' }, both: ['a'] });
  });
});

describe('what cases reach', () => {
  it('names first what neither an example nor a past case reaches', () => {
    const both = { id: 'both', examples: 2, past: 3 };
    const example = { id: 'example', examples: 1, past: 0 };
    const none = { id: 'none', examples: 0, past: 0 };
    const past = { id: 'past', examples: 0, past: 9 };
    const sorted = missedFirst([both, example, none, past]);
    expect(sorted.map((row) => row.id)).toEqual(['none', 'example', 'past', 'both']);
  });
});
