import { StateTag, type Tone } from '@/components/state-tag';
import { useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Status = Schema<'CoverageStatus'>;

const tones: Record<Status, Tone> = {
  active: 'ok',
  frozen: 'warn',
  ended: 'plain',
  none: 'plain',
};

export function StatusTag({ status }: { status: Status }) {
  const t = useText(messages);
  return <StateTag tone={tones[status]}>{t(status === 'none' ? 'statusNone' : status)}</StateTag>;
}
