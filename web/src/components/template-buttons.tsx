// Downloads of a template with one example row, for spreadsheets.
import { Button } from 'antd';
import { download, toCsv } from '@/lib/csv';
import { useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { saveBlob, xlsxOf } from '@/lib/spreadsheet';
import { messages } from './messages';

export function TemplateButtons({
  columns,
  fileName,
}: {
  columns: Schema<'ImportColumn'>[];
  /** without its ending */
  fileName: string;
}) {
  const t = useText(messages);
  const table = [columns.map((it) => it.title.zh), columns.map((it) => it.example)];
  return (
    <>
      <Button
        size="small"
        onClick={() => void xlsxOf(table).then((blob) => saveBlob(`${fileName}.xlsx`, blob))}
      >
        {t('templateXlsx')}
      </Button>
      <Button size="small" onClick={() => download(`${fileName}.csv`, toCsv(table))}>
        {t('templateCsv')}
      </Button>
    </>
  );
}
