// A file that somebody chose, as rows of a template, or in the first form of other offices that it
// fits; in words why it cannot be one.
import { usePick, useText } from './i18n';
import type { Schema } from './schema';
import {
  decodeText,
  digestOf,
  EncodingError,
  parseCsv,
  readTable,
  type Table,
} from './spreadsheet';
import { rowsIn, rowsOf, type TableRow } from './table-rows';

export type RemittanceFormat = Schema<'RemittanceFormat'>;

interface Template {
  columns: Schema<'ImportColumn'>[];
  formats?: RemittanceFormat[];
  most_rows: number;
}

export interface ChosenFile {
  name: string;
  digest: string;
  rows: TableRow[];
  /** the form that it is in; undefined: our own template */
  format?: RemittanceFormat;
}

const messages = {
  badEncoding: {
    zh: '文件编码无法识别：请存为 UTF-8、GB18030 的 CSV，或 XLSX。',
    en: 'The encoding of the file is not known: save it as CSV in UTF-8 or GB18030, or as XLSX.',
  },
  unreadable: { zh: '文件无法读取，请核对格式。', en: 'The file cannot be read: check its format.' },
  missingColumn: {
    zh: '缺少列：{columns}。首行应为列名，可使用模板。',
    en: 'Columns are missing: {columns}. The first row names the columns; use the template.',
  },
  doubleColumn: { zh: '列名重复：{columns}', en: 'Columns stand twice: {columns}' },
  noRows: { zh: '文件中没有数据行。', en: 'The file has no rows.' },
  tooManyRows: { zh: '超过 {n} 行，请拆分文件。', en: 'More than {n} rows: split the file.' },
  fitsNone: {
    zh: '文件的列与任何一种格式都不符。文件有：{head}。应有：{expected}。',
    en: 'The columns are those of no known form. The file has: {head}. Expected: {expected}.',
  },
};

/** The table of a file in `format`: other separators and encodings, lines above the titles. */
async function tableIn(file: File, format: RemittanceFormat): Promise<Table | undefined> {
  if (file.name.toLowerCase().endsWith('.xlsx')) return readTable(file);
  try {
    const text = decodeText(await file.arrayBuffer(), [format.encoding]);
    return parseCsv(text.replaceAll('\r\n', '\n'), format.separator);
  } catch {
    return undefined;
  }
}

/** `only`: the id of the form to read it in, 'template' for our own; empty: whichever it fits. */
export function useReadFile(
  template: Template,
): (file: File, only?: string) => Promise<ChosenFile | string> {
  const t = useText(messages);
  const pick = usePick();
  const { columns, formats = [], most_rows: most } = template;

  function fitsNone(table: Table): string {
    const head = table.find((row) => row.length > 2) ?? table[0] ?? [];
    const own = columns.filter((it) => it.required).map((it) => it.title.zh);
    const expected = [
      own.join('、'),
      ...formats.map((it) => `${pick(it.name)}：${it.columns.map((col) => col.name).join('、')}`),
    ];
    return t('fitsNone', { head: head.join('、').slice(0, 300), expected: expected.join('；') });
  }

  return async (file, only = '') => {
    try {
      const table = only === '' || only === 'template' ? await readTable(file) : [];
      const read = rowsOf(table, columns);
      let rows = 'rows' in read ? read.rows : undefined;
      let format: RemittanceFormat | undefined;
      for (const wanted of formats) {
        if (rows || only === 'template' || (only && wanted.id !== only)) continue;
        const other = await tableIn(file, wanted);
        rows = other && rowsIn(other, wanted);
        if (rows) format = wanted;
      }
      if (!rows && formats.length > 0 && only !== 'template') {
        return fitsNone(only ? ((await tableIn(file, formats[0]!)) ?? []) : table);
      }
      if (!rows && 'problem' in read) {
        return t(read.problem, { columns: read.columns.map((it) => pick(it.title)).join('、') });
      }
      if (!rows || rows.length === 0) return t('noRows');
      if (rows.length > most) return t('tooManyRows', { n: most });
      return { name: file.name, digest: await digestOf(file), rows, format };
    } catch (error) {
      return t(error instanceof EncodingError ? 'badEncoding' : 'unreadable');
    }
  };
}
