// One result: what the funds would have paid, who gains and loses, by what.
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { useLang, usePick, useText } from '@/lib/i18n';
import { formatCount } from '@/lib/money';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { formatTime } from '@/lib/time';
import { ChangeDrawer } from './change-drawer';
import { FundsPanel } from './funds-panel';
import { messages } from './messages';
import { PersonsPanel } from './persons-panel';
import { TablesPanel } from './tables-panel';

type Result = Schema<'WhatIf'>;

function Head({
  result,
  variant,
  onVariant,
}: {
  result: Result;
  variant: number;
  onVariant: (variant: number) => void;
}) {
  const t = useText(messages);
  const pick = usePick();
  const { lang } = useLang();
  const named = (one: Result['variants'][number]) =>
    `${pick(one.title)}${one.name && one.name !== 'paid' ? ` (${one.name.slice(0, 32)})` : ''}`;
  const base = result.variants[0];
  return (
    <Panel
      title={t('resultTitle', { n: result.number ?? '' })}
      extra={
        <>
          <Link to={paths.whatIfs}>{t('back')}</Link>{' '}
          <Button
            size="small"
            href={`/api/what-if/${result.number}/pdf?lang=${lang}`}
            target="_blank"
          >
            {t('pdf')}
          </Button>
        </>
      }
    >
      {result.source === 'sample' && (
        <Alert
          type="warning"
          showIcon
          title={t('madeCases', {
            n: formatCount(result.sample_persons),
            pack: result.sample,
            seed: result.seed,
          })}
        />
      )}
      <Facts
        items={[
          [t('period'), `${result.from} – ${result.through}`],
          [t('base'), base ? named(base) : ''],
          [t('encounters'), formatCount(result.encounters)],
          [t('personsCount'), formatCount(result.persons)],
          ...(result.source === 'history'
            ? [
                [
                  t('lastSettlement'),
                  <span className="code">{result.last_settlement}</span>,
                ] as [string, React.ReactNode],
              ]
            : []),
          [t('by'), `${result.by} · ${formatTime(result.at)}`],
        ]}
      />
      <div className="what-if-bar">
        <Select
          aria-label={t('shownVariant')}
          style={{ minWidth: 420 }}
          value={variant}
          onChange={onVariant}
          options={result.variants
            .map((one, i) => ({ value: i, label: named(one) }))
            .filter((option) => option.value > 0)}
        />
      </div>
      {[0, variant].flatMap((index) =>
        (result.variants[index]?.refusals ?? []).map((refusal) => (
          <Alert
            key={`${index} ${refusal.code}`}
            type="warning"
            showIcon
            title={`${pick(result.variants[index]?.title ?? refusal.text)}: ${t('refused')}`}
            description={t('refusedText', {
              n: formatCount(refusal.encounters),
              why: pick(refusal.text),
              id: refusal.case,
            })}
          />
        )),
      )}
    </Panel>
  );
}

function Result({ result }: { result: Result }) {
  const [variant, setVariant] = useState(1);
  const [shown, setShown] = useState<string | null>(null);
  return (
    <>
      <Head result={result} variant={variant} onVariant={setVariant} />
      <FundsPanel result={result} variant={variant} />
      <PersonsPanel result={result} variant={variant} onExplain={setShown} />
      <TablesPanel result={result} variant={variant} />
      <ChangeDrawer
        number={result.number ?? 0}
        variant={variant}
        shown={shown}
        onClose={() => setShown(null)}
      />
    </>
  );
}

export function WhatIfResultPage() {
  const { number = '' } = useParams();
  const query = useGet('/api/what-if/{number}', { path: { number } });
  return (
    <QueryView query={query} rows={14}>
      {(result) => <Result key={number} result={result} />}
    </QueryView>
  );
}
