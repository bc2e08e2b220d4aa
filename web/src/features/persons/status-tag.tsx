import { Tag } from 'antd';
import { useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Status = Schema<'CoverageStatus'>;

const colors: Record<Status, string | undefined> = {
  active: 'green',
  frozen: 'orange',
  ended: undefined,
  none: undefined,
};

export function StatusTag({ status }: { status: Status }) {
  const t = useText(messages);
  return <Tag color={colors[status]}>{t(status === 'none' ? 'statusNone' : status)}</Tag>;
}
