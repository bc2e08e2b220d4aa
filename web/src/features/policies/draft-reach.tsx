// What the examples and the past cases of the area reach of a draft, counted when asked for: by
// band, level, category and what else values are written by.
import { Button } from 'antd';
import { useState } from 'react';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { StateTag } from '@/components/state-tag';
import { XlsxButton } from '@/components/xlsx-button';
import { apiPost } from '@/lib/api-client';
import { useLang, usePick, useText } from '@/lib/i18n';
import { useJob } from '@/lib/job';
import { formatCount } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { draftMessages } from './draft-messages';
import { type Files, listOf, missedFirst } from './draft-model';
import { bandName } from './parameter-table';

type Reach = Schema<'PolicyReach'>;
type Row = Reach['rows'][number];

function Count({ of }: { of: number }) {
  const t = useText(draftMessages);
  return of > 0 ? formatCount(of) : <StateTag tone="warn">{t('reachNone')}</StateTag>;
}

function ReachTable({ reach }: { reach: Reach }) {
  const t = useText(draftMessages);
  const pick = usePick();
  const { lang } = useLang();
  const where = (row: Row) => row.place.map(pick).join(' › ');
  const what = (row: Row) => `${pick(row.axis.name)} · ${bandName(pick(row.member.name), lang)}`;
  const missed = missedFirst(reach.rows).filter((row) => row.examples === 0 || row.past === 0);
  const columns: [string, (row: Row) => string][] = [
    [t('reachWhere'), where],
    [t('reachWhat'), what],
    [t('reachExamples'), (row) => String(row.examples)],
    [t('reachPast'), (row) => String(row.past)],
  ];
  return (
    <>
      <p>
        {t('reachOf', {
          from: reach.from,
          through: reach.through,
          n: formatCount(reach.encounters),
          on: reach.on,
        })}{' '}
        {reach.refused > 0 && t('reachRefused', { n: formatCount(reach.refused) })}
      </p>
      <p className="dim">{t('reachMissed', { n: missed.length, all: reach.rows.length })}</p>
      <DataTable
        label={t('reachTitle')}
        rows={missed}
        rowKey={(row) => `${where(row)} ${row.axis.id} ${row.member.id}`}
        empty={t('reachAll')}
        columns={[
          {
            title: t('reachWhere'),
            render: (_, row) => (
              <>
                {what(row)}
                <div className="dim">{where(row)}</div>
              </>
            ),
          },
          {
            title: t('reachExamples'),
            align: 'right',
            render: (_, row) => <Count of={row.examples} />,
          },
          { title: t('reachPast'), align: 'right', render: (_, row) => <Count of={row.past} /> },
        ]}
      />
      <XlsxButton
        fileName="policy-coverage"
        rows={() => [
          columns.map(([title]) => title),
          ...missedFirst(reach.rows).map((row) => columns.map(([, text]) => text(row))),
        ]}
      />
    </>
  );
}

export function DraftReach({
  base,
  files,
  errors,
}: {
  base: string;
  files: Files;
  /** how many errors the files have: with any, nothing can be counted */
  errors: number;
}) {
  const t = useText(draftMessages);
  const { csrf } = useSession();
  const [asked, setAsked] = useState<Files>();
  const { start, cancel, job, busy, error } = useJob((of: Files) =>
    apiPost('/api/policies/reach', csrf, {}, { base, files: listOf(of) }),
  );
  const reach = job?.reach;
  return (
    <section data-testid="reach">
      <h4>{t('reachTitle')}</h4>
      <p className="dim">{t('reachHint')}</p>
      <Button
        size="small"
        disabled={errors > 0}
        loading={busy}
        onClick={() => {
          setAsked(files);
          start(files);
        }}
      >
        {t('reachCount')}
      </Button>
      {error && <ErrorPanel error={error} />}
      {job && <JobState job={job} onCancel={cancel} />}
      {reach && asked !== files && <p className="dim">{t('reachOld')}</p>}
      {reach?.encounters === 0 && (
        <p role="status">{t('reachNoHistory', { from: reach.from, through: reach.through })}</p>
      )}
      {reach && reach.encounters > 0 && <ReachTable reach={reach} />}
    </section>
  );
}
