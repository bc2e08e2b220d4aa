// One projection: each fund's balance with its band, year by year, under each set of rules.
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
import { BandPanel } from './band-panel';
import { FundsPanel } from './funds-panel';
import { messages } from './messages';
import { AgesPanel, AssumptionsPanel, MembersPanel } from './tables-panels';
import './projection.css';

type Result = Schema<'Projection'>;

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
  return (
    <Panel
      title={t('resultTitle', { n: result.number ?? '' })}
      extra={
        <>
          <Link to={paths.projections}>{t('back')}</Link>{' '}
          <Button
            size="small"
            href={`/api/projections/${result.number}/pdf?lang=${lang}`}
            target="_blank"
          >
            {t('pdf')}
          </Button>
        </>
      }
    >
      {result.notes.map((note) => (
        <Alert key={note.en} type="info" showIcon title={pick(note)} />
      ))}
      <Facts
        items={[
          [t('months'), `${result.first_month} – ${result.last_month}`],
          [t('history'), `${result.from} – ${result.through}`],
          [t('encounters'), formatCount(result.encounters)],
          [t('seed'), `${result.seed} · ${t('paths')} ${formatCount(result.paths)}`],
          [t('by'), `${result.by} · ${formatTime(result.at)}`],
        ]}
      />
      <div className="projection-bar">
        <Select
          aria-label={t('shownVariant')}
          style={{ minWidth: 420 }}
          value={variant}
          onChange={onVariant}
          options={result.variants.map((one, i) => ({
            value: i,
            label: `${pick(one.title)}${one.name ? ` (${one.name.slice(0, 32)})` : ''}`,
          }))}
        />
      </div>
      {(result.variants[variant]?.refusals ?? []).map((refusal) => (
        <Alert
          key={refusal.code}
          type="warning"
          showIcon
          title={t('refused')}
          description={t('refusedText', {
            n: formatCount(refusal.encounters),
            why: pick(refusal.text),
            id: refusal.case,
          })}
        />
      ))}
    </Panel>
  );
}

function Result({ result }: { result: Result }) {
  const [variant, setVariant] = useState(0);
  return (
    <>
      <Head result={result} variant={variant} onVariant={setVariant} />
      <FundsPanel result={result} />
      <BandPanel key={variant} result={result} variant={variant} />
      <MembersPanel result={result} />
      <AgesPanel result={result} variant={variant} />
      <AssumptionsPanel result={result} />
    </>
  );
}

export function ProjectionResultPage() {
  const { number = '' } = useParams();
  const query = useGet('/api/projections/{number}', { path: { number } });
  return (
    <QueryView query={query} rows={14}>
      {(result) => <Result key={number} result={result} />}
    </QueryView>
  );
}
