// How far a job is, or why it ended without a result; nothing when it has succeeded.
import { Alert, Button, Progress } from 'antd';
import { usePick, useText } from '@/lib/i18n';
import type { Job } from '@/lib/job';
import { messages } from './messages';

const ends = {
  running: { type: 'info', title: 'jobRunning' },
  failed: { type: 'error', title: 'jobFailed' },
  cancelled: { type: 'warning', title: 'jobCancelled' },
} as const;

export function JobState({ job, onCancel }: { job: Job; onCancel?: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  if (job.status === 'succeeded') return null;
  const { type, title } = ends[job.status];
  return (
    <Alert
      type={type}
      showIcon
      title={t(title)}
      action={
        job.status === 'running' && job.can_be_cancelled && onCancel ? (
          <Button size="small" onClick={onCancel}>
            {t('cancelJob')}
          </Button>
        ) : undefined
      }
      description={
        job.status === 'running' ? (
          <Progress percent={Math.floor(job.progress * 100)} size="small" />
        ) : (
          job.lines.map((line, i) => <div key={i}>{pick(line.text)}</div>)
        )
      }
    />
  );
}
