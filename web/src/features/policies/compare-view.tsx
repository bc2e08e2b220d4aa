// What differs between this pack and another: value by value, the clause beside each.
import { Select } from 'antd';
import { useSearchParams } from 'react-router';
import { Citation } from '@/components/citation';
import { DataTable } from '@/components/data-table';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { XlsxButton } from '@/components/xlsx-button';
import { type Lang, useLang, usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';
import { bandName, showValue } from './parameter-table';

type Diff = Schema<'PolicyDiff'>;
type Change = Diff['changes'][number];
type Value = Schema<'PolicyValue'>;
type Pick = ReturnType<typeof usePick>;

const TONES = { added: 'ok', removed: 'bad', value: 'warn', clause: 'plain' } as const;

function valueText(change: Change, value: Value | null, pick: Pick): string {
  if (value === null) return '—';
  const inWords = change.unit === 'text' || value.value === null;
  return inWords ? pick(value.text) : showValue(change.unit, value.value);
}

function clauseText(value: Value | null, pick: Pick): string {
  if (value === null) return '';
  const { title, document, article, assumed, reason } = value.citation;
  const said = assumed && reason ? pick(reason) : '';
  return [title || document, article, said].filter(Boolean).join(' ');
}

function ValueCell({ change, value }: { change: Change; value: Value | null }) {
  const pick = usePick();
  return (
    <>
      <div>{valueText(change, value, pick)}</div>
      {value && (
        <div className="dim">
          <Citation citation={value.citation} />
        </div>
      )}
    </>
  );
}

function membersText(change: Change, pick: Pick, lang: Lang): string {
  return change.at.map((member) => bandName(pick(member), lang)).join(' · ');
}

export function Changes({ diff }: { diff: Diff }) {
  const t = useText(messages);
  const pick = usePick();
  const { lang } = useLang();
  const days = (change: Change) => `${change.from} – ${change.through ?? t('open')}`;
  const header = ['parameter', 'member', 'from', 'through', 'change'] as const;
  const table = () => [
    [...header.map((id) => t(id)), t('before'), t('clause'), t('after'), t('clause')],
    ...diff.changes.map((change) => [
      change.place.map(pick).join(' › '),
      membersText(change, pick, lang),
      change.from,
      change.through ?? t('open'),
      t(`change_${change.kind}`),
      valueText(change, change.before, pick),
      clauseText(change.before, pick),
      valueText(change, change.after, pick),
      clauseText(change.after, pick),
    ]),
  ];
  return (
    <>
      <h3>
        {t('changes', { n: diff.changes.length })}{' '}
        <XlsxButton fileName={`${diff.before.id}-${diff.after.id}`} rows={table} />
      </h3>
      <DataTable
        label={t('compare')}
        rows={diff.changes}
        rowKey={(change) => `${change.id} ${membersText(change, pick, lang)} ${change.from}`}
        empty={t('noChanges')}
        columns={[
          {
            title: t('parameter'),
            width: '30%',
            render: (_, change) => (
              <>
                {change.place.map(pick).join(' › ')}
                <div className="dim">{membersText(change, pick, lang)}</div>
              </>
            ),
          },
          { title: t('period'), width: '11%', render: (_, change) => days(change) },
          {
            title: t('change'),
            width: '7%',
            render: (_, change) => (
              <StateTag tone={TONES[change.kind]}>{t(`change_${change.kind}`)}</StateTag>
            ),
          },
          {
            title: pick(diff.before.title),
            width: '26%',
            render: (_, change) => <ValueCell change={change} value={change.before} />,
          },
          {
            title: pick(diff.after.title),
            width: '26%',
            render: (_, change) => <ValueCell change={change} value={change.after} />,
          },
        ]}
      />
    </>
  );
}

export function CompareView({ pack }: { pack: Schema<'Pack'> }) {
  const t = useText(messages);
  const pick = usePick();
  const [params, setParams] = useSearchParams();
  const packs = useGet('/api/policies').data?.items ?? [];
  const other = params.get('with');
  return (
    <>
      <div className="page-bar">
        <Select
          aria-label={t('compareWith')}
          placeholder={t('compareWith')}
          style={{ minWidth: 360 }}
          value={other}
          showSearch={{ optionFilterProp: 'label' }}
          options={packs
            .filter((one) => one.id !== pack.pack.id)
            .map((one) => ({ value: one.id, label: `${pick(one.title)} (${one.id})` }))}
          onChange={(id: string) => setParams({ tab: 'compare', with: id }, { replace: true })}
        />
      </div>
      {other === null ? (
        <p className="dim">{t('compareHint')}</p>
      ) : (
        <Compared pack={pack.pack.id} other={other} />
      )}
    </>
  );
}

export function Compared({ pack, other }: { pack: string; other: string }) {
  const query = useGet('/api/policies/{pack}/diff', { path: { pack }, query: { from: other } });
  return <QueryView query={query}>{(diff) => <Changes diff={diff} />}</QueryView>;
}
