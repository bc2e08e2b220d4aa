// Starts a verification, follows its progress and shows what it found.
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import { ErrorPanel } from '@/components/error-panel';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Job = Schema<'Job'>;

const pollMs = 500;

function verdict(job: Job): {
  type: 'info' | 'success' | 'error';
  key: 'verifying' | 'clean' | 'differs' | 'failed';
} {
  if (job.status === 'running') return { type: 'info', key: 'verifying' };
  if (job.status === 'failed') return { type: 'error', key: 'failed' };
  return job.clean ? { type: 'success', key: 'clean' } : { type: 'error', key: 'differs' };
}

function JobView({ job }: { job: Job }) {
  const t = useText(messages);
  const pick = usePick();
  const { type, key } = verdict(job);
  return (
    <Alert
      data-testid="verification"
      type={type}
      showIcon
      title={`${t(key)} · ${t('since', { time: formatTime(job.started_at) })}`}
      description={
        <>
          {job.status === 'running' && (
            <Progress percent={Math.floor(job.progress * 100)} size="small" />
          )}
          <ul className="job-lines">
            {job.lines.map((line, i) => (
              <li key={i} className={line.level === 'problem' ? 'is-problem' : ''}>
                {pick(line.text)}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}

export function VerifyPanel() {
  const t = useText(messages);
  const { csrf } = useSession();
  const allowed = useMay('ledger.verify');
  const [jobId, setJobId] = useState<string>();
  const start = useMutation({
    mutationFn: () => apiPost('/api/ledger/verify', csrf),
    onSuccess: (job) => setJobId(job.id),
  });
  const job = useGet(
    '/api/jobs/{id}',
    { path: { id: jobId ?? '' } },
    {
      enabled: jobId !== undefined,
      refetchInterval: (data) => (!data || data.status === 'running' ? pollMs : false),
    },
  );
  const current = job.data ?? (jobId ? start.data : undefined);
  if (!allowed) return null;
  return (
    <div className="verify">
      <Button
        icon={<SafetyCertificateOutlined />}
        loading={start.isPending || current?.status === 'running'}
        onClick={() => start.mutate()}
      >
        {t('verify')}
      </Button>
      <span className="dim">{t('verifyHint')}</span>
      {start.error && <ErrorPanel error={start.error} onRetry={() => start.mutate()} />}
      {job.error && <ErrorPanel error={job.error} onRetry={() => void job.refetch()} />}
      {current && <JobView job={current} />}
    </div>
  );
}
