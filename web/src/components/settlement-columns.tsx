// Columns of a list of settlements, on the screen and in the export.
import type { TableProps } from 'antd';
import { Link } from 'react-router';
import { useLang, usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import type { Schema } from '@/lib/schema';
import { formatTime } from '@/lib/time';
import { messages } from './messages';
import { MoneyText } from './money-text';
import { StateTag } from './state-tag';

type Item = Schema<'SettlementItem'>;
export type SettlementColumn = 'person' | 'scheme';

export function useLevelName(): (level: string | null) => string {
  const t = useText(messages);
  return (level) => {
    if (level === '1' || level === '2' || level === '3') return t(`level${level}`);
    return level ?? t('noLevel');
  };
}

function money(title: string, key: 'total' | 'fund' | 'account' | 'cash') {
  return {
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, item: Item) => <MoneyText amount={item[key]} />,
  };
}

export function useSettlementColumns(
  leaveOut: readonly SettlementColumn[] = [],
): TableProps<Item>['columns'] {
  const t = useText(messages);
  const pick = usePick();
  const levelName = useLevelName();
  const all: NonNullable<TableProps<Item>['columns']> = [
    { title: t('settledAt'), key: 'time', width: 138, render: (_, item) => formatTime(item.time) },
    {
      title: t('setlId'),
      key: 'setlId',
      render: (_, item) => (
        <Link to={paths.settlement(item.setl_id)} tabIndex={-1} className="code">
          {item.setl_id}
        </Link>
      ),
    },
    {
      title: t('person'),
      key: 'person',
      render: (_, item) => (
        <>
          {item.psn_name} <span className="code dim">{item.psn_no}</span>
        </>
      ),
    },
    {
      title: t('provider'),
      key: 'provider',
      render: (_, item) => (
        <>
          {item.provider.name} <span className="dim">{levelName(item.provider.level)}</span>
        </>
      ),
    },
    { title: t('scheme'), key: 'scheme', render: (_, item) => pick(item.scheme.name) },
    {
      title: t('benefit'),
      key: 'benefit',
      render: (_, item) => (
        <>
          {pick(item.benefit.name)} <KindTag item={item} />{' '}
          {item.recompute && (
            <span title={item.recompute.reason}>
              <StateTag tone="plain">{t('recomputed')}</StateTag>
              <div className="dim">{item.recompute.reason}</div>
            </span>
          )}
        </>
      ),
    },
    money(t('total'), 'total'),
    money(t('fund'), 'fund'),
    money(t('account'), 'account'),
    money(t('cash'), 'cash'),
  ];
  return all.filter((column) => !leaveOut.includes(column.key as SettlementColumn));
}

function KindTag({ item }: { item: Item }) {
  const t = useText(messages);
  if (item.kind === 'reversal') return <StateTag tone="bad">{t('reversal')}</StateTag>;
  return item.reversed ? <StateTag tone="plain">{t('reversed')}</StateTag> : null;
}

export function useSettlementCsv(): [string, (item: Item) => string][] {
  const t = useText(messages);
  const { lang } = useLang();
  const levelName = useLevelName();
  const state = (item: Item) =>
    t(item.kind === 'reversal' ? 'reversal' : item.reversed ? 'reversed' : 'standing');
  return [
    [t('settledAt'), (item) => formatTime(item.time)],
    [t('setlId'), (item) => item.setl_id],
    [t('psnNo'), (item) => item.psn_no],
    [t('person'), (item) => item.psn_name],
    [t('provider'), (item) => item.provider.name],
    [t('level'), (item) => levelName(item.provider.level)],
    [t('scheme'), (item) => item.scheme.name[lang]],
    [t('benefit'), (item) => item.benefit.name[lang]],
    [t('state'), state],
    [t('total'), (item) => item.total],
    [t('fund'), (item) => item.fund],
    [t('account'), (item) => item.account],
    [t('cash'), (item) => item.cash],
  ];
}
