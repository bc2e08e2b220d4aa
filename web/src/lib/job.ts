// A job: started, followed to its end, and what was read before it forgotten.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { apiPost } from './api-client';
import { useGet } from './query';
import { useSession } from './session';
import type { Schema } from './schema';

export type Job = Schema<'Job'>;

const pollMs = 400;

export function useJob<Args>(start: (args: Args) => Promise<Job>) {
  const client = useQueryClient();
  const { csrf } = useSession();
  const [id, setId] = useState<string>();
  const started = useMutation({ mutationFn: start, onSuccess: (job) => setId(job.id) });
  const cancelled = useMutation({
    mutationFn: (job: string) => apiPost('/api/jobs/{id}/cancel', csrf, { path: { id: job } }),
  });
  const poll = useGet(
    '/api/jobs/{id}',
    { path: { id: id ?? '' } },
    {
      enabled: id !== undefined,
      refetchInterval: (data) => (!data || data.status === 'running' ? pollMs : false),
    },
  );
  const job: Job | undefined = id === undefined ? undefined : (poll.data ?? started.data);
  const ended = job && job.status !== 'running' ? job.id : undefined;
  useEffect(() => {
    if (ended === undefined) return;
    void client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== '/api/jobs/{id}' });
  }, [ended, client]);
  return {
    start: started.mutate,
    /** tells the job to stop; only for one that can be cancelled */
    cancel: () => id !== undefined && cancelled.mutate(id),
    job,
    busy: started.isPending || job?.status === 'running',
    error: started.error ?? cancelled.error ?? poll.error,
  };
}
