// Sends the rows of a file part by part; a file that stopped goes on where it stood.
import { apiPost } from '@/lib/api-client';
import type { Schema } from '@/lib/schema';

type ReceiptFile = Schema<'ReceiptFile'>;
export type Row = Schema<'ReceiptCells'>;

export async function sendRows(
  csrf: string,
  wanted: Schema<'NewReceiptFile'>,
  rows: Row[],
  partRows: number,
  format: string | undefined,
  onProgress: (file: ReceiptFile) => void,
): Promise<ReceiptFile> {
  let file = await apiPost('/api/receipt-files', csrf, {}, wanted);
  onProgress(file);
  while (file.parts < file.all_parts) {
    const part = file.parts;
    file = await apiPost(
      '/api/receipt-files/{id}/parts/{part}',
      csrf,
      { path: { id: file.id, part: String(part + 1) } },
      { format, rows: rows.slice(part * partRows, (part + 1) * partRows) },
    );
    onProgress(file);
  }
  return file;
}
