// One case before and after: the steps of both side by side, the first that differs marked.
import { Drawer } from 'antd';
import { ExplanationLines } from '@/components/explanation-lines';
import { MoneyText } from '@/components/money-text';
import { Facts } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { difference } from './amounts';
import { messages } from './messages';
import './what-if.css';

type Change = Schema<'WhatIfChange'>;
type Line = Schema<'ExplanationLine'>;

function Cell({ line }: { line: Line | null }) {
  const t = useText(messages);
  return line === null ? <p className="dim">{t('noStep')}</p> : <ExplanationLines lines={[line]} />;
}

function Lines({ change }: { change: Change }) {
  const t = useText(messages);
  const pick = usePick();
  const first = change.lines.findIndex((line) => line.differs);
  return (
    <table className="side-by-side">
      <thead>
        <tr>
          <th>{t('before')}</th>
          <th>{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {change.lines.map((line, i) => (
          <tr
            key={i}
            className={line.differs ? 'differs' : ''}
            data-first={i === first || undefined}
          >
            <td>
              <div className="dim">
                {pick(line.name)}{' '}
                {i === first && <StateTag tone="warn">{t('firstDiffers')}</StateTag>}
              </div>
              <Cell line={line.before} />
            </td>
            <td>
              <div className="dim">{pick(line.name)}</div>
              <Cell line={line.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sides({ change }: { change: Change }) {
  const t = useText(messages);
  const pick = usePick();
  const { before, after } = change;
  return (
    <div data-testid="change">
      <Facts
        items={[
          [t('caseCol'), <span className="code">{change.case}</span>],
          [t('period'), `${change.begin} – ${change.end}`],
          [t('provider'), `${change.provider} ${t('levelN', { n: change.level })}`],
          [t('total'), <MoneyText amount={after.total} />],
          [t('fundsBefore'), <MoneyText amount={before.funds} />],
          [t('fundsAfter'), <MoneyText amount={after.funds} />],
          [t('difference'), <MoneyText amount={difference(before.funds, after.funds)} strong />],
        ]}
      />
      {[before, after].map(
        (side, i) =>
          side.refused && <p key={i}>{t('refusedSide', { why: pick(side.refused) })}</p>,
      )}
      {change.lines.every((line) => !line.differs) && <p className="dim">{t('sameLines')}</p>}
      <Lines change={change} />
    </div>
  );
}

export function ChangeDrawer({
  number,
  variant,
  shown,
  onClose,
}: {
  number: number;
  variant: number;
  shown: string | null;
  onClose: () => void;
}) {
  const t = useText(messages);
  const query = useGet(
    '/api/what-if/{number}/cases/{case}',
    { path: { number: String(number), case: shown ?? '' }, query: { variant: String(variant) } },
    { enabled: shown !== null },
  );
  return (
    <Drawer open={shown !== null} size={980} title={t('sideBySide')} onClose={onClose}>
      {shown !== null && (
        <QueryView query={query}>{(change) => <Sides change={change} />}</QueryView>
      )}
    </Drawer>
  );
}
