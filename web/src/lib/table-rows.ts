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

/** A table in the form of another office; undefined: its columns are not there. */
export function rowsIn(
  table: Table,
  format: Schema<'RemittanceFormat'>,
): TableRow[] | undefined {
  const head = (table[format.skip_lines] ?? []).map((title) => title.trim());
  const places = format.columns.map((column) => head.indexOf(column.name));
  if (places.includes(-1)) return undefined;
  const rows: TableRow[] = [];
  table.slice(format.skip_lines + 1).forEach((cells, i) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    const row: TableRow = { row: i + 2 + format.skip_lines };
    format.columns.forEach((column, j) => {
      const cell = cells[places[j] ?? -1]?.trim();
      if (cell) row[column.id] = cell;
    });
    rows.push(row);
  });
  return rows;
}
