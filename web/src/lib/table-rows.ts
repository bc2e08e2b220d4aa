// A table of cells as rows of the contract: columns are known by id or by title in either language.
import type { Schema } from './schema';
import type { Table } from './spreadsheet';

type Column = Schema<'ImportColumn'>;
/** Cells by the id of their column, as text; those that were left empty are absent. */
export type TableRow = { row: number } & Record<string, string | number>;

export type ReadResult =
  | { rows: TableRow[] }
  | { problem: 'missingColumn' | 'doubleColumn' | 'noRows'; columns: Column[] };

function columnOf(title: string, columns: Column[]): Column | undefined {
  const name = title.trim();
  return columns.find((it) => [it.id, it.title.zh, it.title.en].includes(name));
}

export function rowsOf(table: Table, columns: Column[]): ReadResult {
  const head = (table[0] ?? []).map((title) => columnOf(title, columns));
  const double = columns.filter((it) => head.filter((found) => found === it).length > 1);
  if (double.length > 0) return { problem: 'doubleColumn', columns: double };
  const missing = columns.filter((it) => it.required && !head.includes(it));
  if (missing.length > 0) return { problem: 'missingColumn', columns: missing };
  const rows: TableRow[] = [];
  table.slice(1).forEach((cells, i) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    const row: TableRow = { row: i + 2 };
    head.forEach((column, j) => {
      const cell = cells[j]?.trim();
      if (column && cell) row[column.id] = cell;
    });
    rows.push(row);
  });
  return rows.length > 0 ? { rows } : { problem: 'noRows', columns: [] };
}
