// How far a job is, or why it failed; nothing when it has succeeded.
import { Alert, Progress } from 'antd';
import { usePick, useText } from '@/lib/i18n';
import type { Job } from '@/lib/job';
import { messages } from './messages';

export function JobState({ job }: { job: Job }) {
  const t = useText(messages);
  const pick = usePick();
  if (job.status === 'succeeded') return null;
  const failed = job.status === 'failed';
  return (
    <Alert
      type={failed ? 'error' : 'info'}
      showIcon
      title={t(failed ? 'jobFailed' : 'jobRunning')}
      description={
        failed ? (
          job.lines.map((line, i) => <div key={i}>{pick(line.text)}</div>)
        ) : (
          <Progress percent={Math.floor(job.progress * 100)} size="small" />
        )
      }
    />
  );
}
