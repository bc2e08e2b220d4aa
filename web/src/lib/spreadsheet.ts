// Tables out of files and into files. XLSX, and CSV in UTF-8 (with or without its mark) or GB18030;
// a cell is its shown value as text, of a formula its result.
import readXlsxFile from 'read-excel-file/universal';
import writeXlsxFile from 'write-excel-file/universal';

export type Table = string[][];

/** The bytes are neither UTF-8 nor GB18030. */
export class EncodingError extends Error {}

export function decodeText(bytes: ArrayBuffer, encodings = ['utf-8', 'gb18030']): string {
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  throw new EncodingError();
}

/** Records of a CSV text (RFC 4180). */
export function parseCsv(text: string, separator = ','): Table {
  const records: Table = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i] as string;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (letter === '"' && field === '') quoted = true;
    else if (letter === separator) {
      record.push(field);
      field = '';
    } else if (letter === '\n') {
      records.push([...record, field]);
      record = [];
      field = '';
    } else if (letter !== '\r') field += letter;
  }
  if (field !== '' || record.length > 0) records.push([...record, field]);
  return records;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value).trim();
}

export async function readTable(file: File): Promise<Table> {
  if (!file.name.toLowerCase().endsWith('.xlsx')) {
    return parseCsv(decodeText(await file.arrayBuffer()));
  }
  const sheets = await readXlsxFile(file);
  return (sheets[0]?.data ?? []).map((row) => row.map(cellText));
}

/** A sheet of texts; the first row is its head. */
export async function xlsxOf(rows: Table): Promise<Blob> {
  const data = rows.map((row, i) =>
    row.map((value) =>
      i === 0 ? { value, fontWeight: 'bold' as const } : { value, type: String },
    ),
  );
  const widths = (rows[0] ?? []).map((title) => ({ width: Math.max(12, title.length * 2 + 2) }));
  return writeXlsxFile(data, { columns: widths, stickyRowsCount: 1 }).toBlob();
}

/** A named sheet of texts. */
export interface SheetOf {
  name: string;
  rows: Table;
}

export async function xlsxOfSheets(sheets: readonly SheetOf[]): Promise<Blob> {
  const made = sheets.map(({ name, rows }) => ({
    sheet: name,
    // as text, so that a spreadsheet keeps "87%" as it is typed
    data: rows.map((row) => row.map((value) => ({ value, type: String, format: '@' }))),
    columns: [{ width: 24 }, { width: 16 }, { width: 16 }],
  }));
  return writeXlsxFile(made).toBlob();
}

/** Every sheet of an XLSX file. */
export async function readSheets(file: File): Promise<Table[]> {
  return (await readXlsxFile(file)).map((sheet) => sheet.data.map((row) => row.map(cellText)));
}

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Names the content of a file, so that an import of it can go on: SHA-256 where it may be used. */
export async function digestOf(file: File): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    return `${file.size}-${file.lastModified}-${encodeURIComponent(file.name)}`.slice(0, 64);
  }
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
