// One settlement: every figure opens its explanation; prints as a statement.
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { ExplainedFigures } from '@/components/explained-figures';
import { Reproduced } from '@/components/explanation-drawer';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { useLevelName } from '@/components/settlement-columns';
import { StateTag } from '@/components/state-tag';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { LinesPanel } from './lines-panel';
import { messages } from './messages';
import { PrintButtons, PrintedReasons } from './print-buttons';

type Settlement = Schema<'Settlement'>;

function Notices({ settlement }: { settlement: Settlement }) {
  const t = useText(messages);
  const link = (setlId: string) => <Link to={paths.settlement(setlId)}>{setlId}</Link>;
  return (
    <>
      {settlement.reversed_by !== null && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {t('reversedBy')}
              {link(settlement.reversed_by)}
            </>
          }
        />
      )}
      {settlement.reverses !== null && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {t('reverses')}
              {link(settlement.reverses)}
            </>
          }
        />
      )}
      {settlement.recompute && (
        <Alert
          type="info"
          showIcon
          title={`${t('recomputed')}${settlement.recompute.reason}`}
          description={
            <>
              {link(settlement.recompute.original)} → {link(settlement.recompute.redone)}
            </>
          }
        />
      )}
      {settlement.frozen && <Alert type="warning" showIcon title={t('frozen')} />}
    </>
  );
}

function Head({
  settlement,
  onReasons,
}: {
  settlement: Settlement;
  onReasons: (shown: boolean) => void;
}) {
  const t = useText(messages);
  const pick = usePick();
  const levelName = useLevelName();
  const { person, provider, visit } = settlement;
  const dates = visit.from === visit.through ? visit.from : `${visit.from} – ${visit.through}`;
  return (
    <Panel className="page-head">
      <p className="print-only print-title">{t('statement')}</p>
      <div className="page-title">
        <h1>{t('headline', { benefit: pick(settlement.benefit.name) })}</h1>
        <span className="code">{settlement.setl_id}</span>
        {settlement.kind === 'reversal' && <StateTag tone="bad">{t('reversal')}</StateTag>}
        <PrintButtons setlId={settlement.setl_id} onReasons={onReasons} />
      </div>
      <Notices settlement={settlement} />
      <Facts
        items={[
          [
            t('person'),
            <Link to={paths.person(person.psn_no)}>
              {person.name} <span className="code">{person.psn_no}</span>
            </Link>,
          ],
          [t('cert'), <span className="code">{person.cert_no_masked}</span>],
          [t('scheme'), `${pick(settlement.scheme.name)} / ${pick(settlement.category.name)}`],
          [t('provider'), `${provider.name} ${levelName(provider.level)}`],
          [t('settledAt'), formatTime(settlement.time)],
          [t('visit'), <span className="code">{visit.mdtrt_id}</span>],
          [t('dates2'), dates],
          [t('diagnosis'), visit.diagnosis ?? '—'],
          [t('referral'), visit.referral ? pick(visit.referral.name) : '—'],
          [t('stayNo'), visit.stay_no ?? '—'],
        ]}
      />
    </Panel>
  );
}

function Record({ settlement }: { settlement: Settlement }) {
  const t = useText(messages);
  const pick = usePick();
  const mayLedger = useMay('ledger.read');
  const mayPolicy = useMay('policy.read');
  const entry = (no: string) =>
    mayLedger ? (
      <Link key={no} to={paths.ledgerEntry(no)}>
        {no}
      </Link>
    ) : (
      <span key={no}>{no}</span>
    );
  return (
    <Panel title={t('record')}>
      <Facts
        items={[
          [
            t('pack'),
            mayPolicy ? (
              <Link to={paths.policy(settlement.pack.id)}>{pick(settlement.pack.title)}</Link>
            ) : (
              pick(settlement.pack.title)
            ),
          ],
          [t('digest'), <span className="code digest">{settlement.pack.digest}</span>],
          [t('entries'), <span className="code spaced">{settlement.entries.map(entry)}</span>],
        ]}
      />
    </Panel>
  );
}

/** The steps of a reversal are those of what it takes back. */
function useReversalNote({ kind }: Settlement): string | undefined {
  const t = useText(messages);
  return kind === 'reversal' ? t('reversalNote') : undefined;
}

function Figures({ settlement }: { settlement: Settlement }) {
  const t = useText(messages);
  const [params, setParams] = useSearchParams();
  const [checking, setChecking] = useState(false);
  const figure = params.get('figure');
  const note = useReversalNote(settlement);
  const explanation = useGet(
    '/api/settlements/{setl_id}/explanation',
    { path: { setl_id: settlement.setl_id } },
    { enabled: figure !== null || checking },
  );
  const select = (key: string | null) =>
    setParams(key === null ? {} : { figure: key }, { replace: figure !== null });
  return (
    <Panel
      title={t('figures')}
      inYuan
      extra={
        <>
          <span className="dim no-print">{t('figuresHint')}</span>
          <Button
            size="small"
            className="no-print"
            loading={checking && explanation.isFetching}
            onClick={() => setChecking(true)}
          >
            {t('check')}
          </Button>
        </>
      }
    >
      <ExplainedFigures
        figures={settlement.figures}
        query={explanation}
        figure={figure}
        onSelect={select}
        showReproduced
        note={note}
      />
      {checking && explanation.data && <Reproduced explanation={explanation.data} />}
      {checking && figure === null && explanation.error && (
        <ErrorPanel error={explanation.error} onRetry={() => void explanation.refetch()} />
      )}
    </Panel>
  );
}

function Statement({ settlement }: { settlement: Settlement }) {
  const t = useText(messages);
  const [reasons, setReasons] = useState(false);
  const note = useReversalNote(settlement);
  const { setl_id: setlId } = settlement;
  return (
    <article className="statement">
      <Head settlement={settlement} onReasons={setReasons} />
      <Figures settlement={settlement} />
      <LinesPanel lines={settlement.lines} setlId={setlId} />
      <Record settlement={settlement} />
      <div className="print-only signatures">
        <span>{t('signPerson')}</span>
        <span>{t('signClerk')}</span>
        <p>{t('printedNote')}</p>
      </div>
      {reasons && <PrintedReasons setlId={setlId} note={note} />}
    </article>
  );
}

export function SettlementPage() {
  const { setlId = '' } = useParams();
  const query = useGet('/api/settlements/{setl_id}', { path: { setl_id: setlId } });
  return (
    <QueryView query={query} rows={14}>
      {(settlement) => <Statement key={settlement.setl_id} settlement={settlement} />}
    </QueryView>
  );
}
