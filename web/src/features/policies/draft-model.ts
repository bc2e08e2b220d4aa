// A draft while it is written: its tables by section, the form of one change, files of two
// officers.
import type { Schema } from '@/lib/schema';
import type { Period } from './parameter-table';

export type Findings = Schema<'PolicyFindings'>;
export type Finding = Schema<'PolicyFinding'>;
export type TableEntry = Findings['tables'][number];
export type ChangeForm = Schema<'PolicyChangeForm'>;
export type PolicyFile = Schema<'PolicyFile'>;

export interface Section {
  id: string;
  place: Schema<'Text'>[];
  tables: TableEntry[];
}

/** Scheme and benefit of a table, or what stands for all: "employee/inpatient", "area". */
function sectionOf(id: string): string {
  const parts = id.split('/');
  return parts.length > 2 ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

/** The tables by scheme and benefit, in their order. */
export function sectionsOf(tables: readonly TableEntry[]): Section[] {
  const sections: Section[] = [];
  for (const table of tables) {
    const id = sectionOf(table.id);
    let section = sections.find((one) => one.id === id);
    if (!section) {
      section = { id, place: table.place.slice(0, id.split('/').length), tables: [] };
      sections.push(section);
    }
    section.tables.push(table);
  }
  return sections;
}

/** The period that holds on `day`, or the last one that began before it. */
export function periodOn(periods: readonly Period[], day: string): Period | undefined {
  return periods.filter((period) => period.from <= day).at(-1);
}

export const cellKey = (at: readonly string[]): string => at.join('\n');

/** What the officer typed, by cell; only what differs from what holds becomes a change. */
export interface TypedChange {
  from: string;
  cells: Record<string, string>;
  document: string;
  article: string;
}

export function changeOf(entry: TableEntry, typed: TypedChange): ChangeForm | undefined {
  const period = periodOn(entry.table.periods, typed.from);
  if (!period) return undefined;
  const cells = period.cells.flatMap((cell) => {
    const value = typed.cells[cellKey(cell.at)]?.trim();
    return value === undefined || value === (cell.written ?? '') ? [] : [{ at: cell.at, value }];
  });
  const clause =
    typed.document && typed.article.trim()
      ? { document: typed.document, article: typed.article.trim() }
      : undefined;
  if (cells.length === 0 && clause === undefined) return undefined;
  return { value: entry.id, from: typed.from, cells, ...(clause ? { clause } : {}) };
}

/** The first of January or of July after `today`: when most changes begin. */
export function nextHalfYear(today: string): string {
  const year = Number(today.slice(0, 4));
  return today < `${year}-07-01` ? `${year}-07-01` : `${year + 1}-01-01`;
}

export type Files = Record<string, string>;

export function filesOf(list: readonly PolicyFile[]): Files {
  return Object.fromEntries(list.map(({ path, text }) => [path, text]));
}

export function listOf(files: Files): PolicyFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

/** Paths whose texts differ, or that only one has. */
export function changedPaths(before: Files, after: Files): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter((path) => before[path] !== after[path]).sort();
}

/**
 * What two officers wrote since `base`, file by file: what only one changed is taken from that one.
 * `both` names the files that both changed; there `mine` stays.
 */
export function mergeFiles(
  base: Files,
  mine: Files,
  theirs: Files,
): { files: Files; both: string[] } {
  const files: Files = { ...theirs };
  const both: string[] = [];
  for (const path of changedPaths(base, mine)) {
    if (base[path] !== theirs[path] && mine[path] !== theirs[path]) both.push(path);
    const text = mine[path];
    if (text === undefined) delete files[path];
    else files[path] = text;
  }
  return { files, both };
}

/** What neither an example nor a past case reaches first, then what one of them misses. */
export function missedFirst<Row extends { examples: number; past: number }>(
  rows: readonly Row[],
): Row[] {
  const missing = (row: Row) => (row.examples === 0 ? 1 : 0) + (row.past === 0 ? 1 : 0);
  return [...rows].sort((a, b) => missing(b) - missing(a));
}
