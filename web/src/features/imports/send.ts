// Sends the rows of a file part by part; an import that stopped goes on where it stood.
import { apiPost } from '@/lib/api-client';
import type { Schema } from '@/lib/schema';

type Import = Schema<'Import'>;
export type Row = Schema<'ImportCells'> & { row: number };

export async function sendRows(
  csrf: string,
  wanted: Schema<'NewImport'>,
  rows: Row[],
  chunkRows: number,
  onProgress: (job: Import) => void,
): Promise<Import> {
  let job = await apiPost('/api/imports', csrf, {}, wanted);
  onProgress(job);
  while (job.done < rows.length) {
    job = await apiPost(
      '/api/imports/{id}/chunks/{chunk}',
      csrf,
      { path: { id: job.id, chunk: String(job.next_chunk) } },
      { rows: rows.slice(job.done, job.done + chunkRows) },
    );
    onProgress(job);
  }
  return job;
}
