// A month in the address of the page, this one when none is given.
import { Input } from 'antd';
import { useSearchParams } from 'react-router';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { messages } from './messages';

const shape = /^\d{4}-\d{2}$/;

export function useMonth(): [month: string, set: (month: string) => void] {
  const [params, setParams] = useSearchParams();
  const today = useGet('/api/region').data?.today;
  const month = params.get('month') ?? today?.slice(0, 7) ?? '';
  return [month, (next) => setParams(shape.test(next) ? { month: next } : {})];
}

interface Props {
  month: string;
  onMonth: (month: string) => void;
  size?: 'small' | 'middle';
}

export function MonthPicker({ month, onMonth, size = 'small' }: Props) {
  const t = useText(messages);
  return (
    <Input
      key={month}
      className="filter-short"
      size={size}
      defaultValue={month}
      aria-label={t('month')}
      placeholder="2026-03"
      maxLength={7}
      onBlur={(event) => onMonth(event.target.value.trim())}
      onPressEnter={(event) => onMonth(event.currentTarget.value.trim())}
    />
  );
}
