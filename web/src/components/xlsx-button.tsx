// Exports rows that are on the page as a spreadsheet.
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '@/lib/i18n';
import { saveBlob, type Table, xlsxOf } from '@/lib/spreadsheet';
import { messages } from './messages';

export function XlsxButton({ fileName, rows }: { fileName: string; rows: () => Table }) {
  const t = useText(messages);
  return (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      onClick={() => void xlsxOf(rows()).then((blob) => saveBlob(`${fileName}.xlsx`, blob))}
    >
      {t('exportXlsx')}
    </Button>
  );
}
