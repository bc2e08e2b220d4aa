// What waits for who is signed in: a count for each kind of work, with the page where it is done.
import { Link } from 'react-router';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { usePick, useText } from '@/lib/i18n';
import { formatCount } from '@/lib/money';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

const pages: Record<string, string> = {
  employers_to_decide: paths.employers,
  identities_to_decide: paths.cards,
  cards_to_decide: paths.cards,
  cards_to_make: paths.cards,
  payouts_to_decide: paths.accounts,
  refunds_to_decide: paths.receipts,
  files_to_post: paths.receipts,
  held_receipts: paths.receipts,
  imports_to_correct: paths.imports,
  drafts_to_decide: paths.policyDrafts,
  drafts_to_publish: paths.policyDrafts,
  recomputes_to_decide: paths.recomputes,
  recomputes_to_post: paths.recomputes,
  notices_to_send: paths.arrears,
};

function Task({ item }: { item: Schema<'Task'> }) {
  const t = useText(messages);
  const pick = usePick();
  const n = formatCount(item.count);
  return (
    <Link className="task" to={pages[item.task.id] ?? paths.overview}>
      <b>{item.more ? t('atLeast', { n }) : n}</b> {pick(item.task.name)}
    </Link>
  );
}

export function TasksPanel() {
  const t = useText(messages);
  const query = useGet('/api/tasks');
  return (
    <Panel title={t('title')}>
      <QueryView query={query} rows={1}>
        {(list) => {
          const waiting = list.items.filter((item) => item.count > 0 || item.more);
          if (waiting.length === 0) return <p className="dim">{t('nothing')}</p>;
          return (
            <div className="tasks">
              {waiting.map((item) => (
                <Task key={item.task.id} item={item} />
              ))}
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}
