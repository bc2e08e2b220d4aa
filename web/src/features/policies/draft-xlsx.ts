// Tables of a draft as a workbook and back: one sheet for each table, its periods one below the
// other, the last axis across. What differs from the draft becomes changes, as from the form.
import type { Text } from '@/lib/schema';
import type { SheetOf, Table } from '@/lib/spreadsheet';
import { type ChangeForm, type TableEntry, cellKey, periodOn } from './draft-model';
import { cellAt, type Period, rowsOf } from './parameter-table';

const words = {
  value: '值 value',
  from: '自 from',
  document: '文件 document',
  article: '条款 article',
};

/** A sheet that cannot be read, with its place. */
export class SheetError extends Error {}

function periodRows(period: Period): Table {
  const columnAxis = period.axes.at(-1);
  const rowAxes = period.axes.slice(0, -1);
  const { document, article } = period.citation;
  const head = [
    words.from,
    period.from,
    words.document,
    document ?? '',
    words.article,
    article ?? '',
  ];
  const valueOf = (at: string[]) => cellAt(period, at)?.written ?? '';
  if (!columnAxis) return [head, [valueOf([])]];
  return [
    head,
    [...rowAxes.map((axis) => axis.id), ...columnAxis.members.map((member) => member.id)],
    ...rowsOf(rowAxes).map((row) => {
      const at = row.map((member) => member.id);
      return [...at, ...columnAxis.members.map((member) => valueOf([...at, member.id]))];
    }),
  ];
}

/** A name for a sheet: at most 31 letters, none of []:*?/\ . */
function sheetName(entry: TableEntry, index: number): string {
  const name = entry.id.split('/').slice(-3).join(' ');
  return `${index + 1} ${name}`.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
}

export function sheetsOf(tables: readonly TableEntry[], pick: (text: Text) => string): SheetOf[] {
  return tables
    .filter((entry) => !entry.adjustment)
    .map((entry, index) => ({
      name: sheetName(entry, index),
      rows: [
        [words.value, entry.id, [...entry.place, entry.table.name].map(pick).join(' › ')],
        ...entry.table.periods.flatMap((period) => [[], ...periodRows(period)]),
      ],
    }));
}

/** The blocks of a sheet, each from its day on. */
function blocksOf(rows: Table): Table[] {
  const blocks: Table[] = [];
  for (const row of rows) {
    if (row.every((cell) => cell === '')) continue;
    if (row[0] === words.from) blocks.push([row]);
    else blocks.at(-1)?.push(row);
  }
  return blocks;
}

function changeIn(entry: TableEntry, block: Table): ChangeForm | undefined {
  const [head = [], ...rows] = block;
  const from = head[1] ?? '';
  const period = periodOn(entry.table.periods, from);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || !period) throw new SheetError(`${entry.id} ${from}`);
  const typed = new Map<string, string>();
  const columnAxis = period.axes.at(-1);
  const before = Math.max(period.axes.length - 1, 0);
  const members = columnAxis ? (rows.shift() ?? []).slice(before) : [''];
  for (const row of rows) {
    members.forEach((member, i) => {
      const at = columnAxis ? [...row.slice(0, before), member] : [];
      if (member !== '' || !columnAxis) typed.set(cellKey(at), row[before + i] ?? '');
    });
  }
  const cells = period.cells.flatMap((cell) => {
    const value = typed.get(cellKey(cell.at));
    if (value === undefined) throw new SheetError(`${entry.id} ${from} ${cell.at.join(' ')}`);
    return value === (cell.written ?? '') ? [] : [{ at: cell.at, value }];
  });
  const [document = '', article = ''] = [head[3], head[5]];
  const same =
    document === (period.citation.document ?? '') && article === (period.citation.article ?? '');
  const clause = same || !document || !article ? undefined : { document, article };
  if (cells.length === 0 && !clause && from === period.from) return undefined;
  return { value: entry.id, from, cells, ...(clause ? { clause } : {}) };
}

/** What the workbook says other than the draft, in the order of time. */
export function changesIn(sheets: readonly Table[], tables: readonly TableEntry[]): ChangeForm[] {
  const changes: ChangeForm[] = [];
  for (const rows of sheets) {
    const [head = []] = rows;
    const entry = tables.find((one) => one.id === head[1] && !one.adjustment);
    if (head[0] !== words.value || !entry) throw new SheetError(head.slice(0, 2).join(' '));
    for (const block of blocksOf(rows)) {
      const change = changeIn(entry, block);
      if (change && ((change.cells?.length ?? 0) > 0 || change.clause)) changes.push(change);
    }
  }
  return changes;
}
