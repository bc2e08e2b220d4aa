// What is said of a draft: errors and warnings with their lines, differences, coverage, examples.
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { Citation } from '@/components/citation';
import { StateTag } from '@/components/state-tag';
import { useLang, usePick, useText } from '@/lib/i18n';
import { draftMessages } from './draft-messages';
import type { Finding, Findings } from './draft-model';
import { bandName, showValue } from './parameter-table';

const notReached = 'W06';

export function FindingLines({
  findings,
  onOpen,
}: {
  findings: readonly Finding[];
  /** goes to the place in the file */
  onOpen?: (finding: Finding) => void;
}) {
  const t = useText(draftMessages);
  const pick = usePick();
  return (
    <ul className="draft-findings">
      {findings.map((it, i) => (
        <li key={i} className={it.error ? 'is-error' : 'is-warning'}>
          <StateTag tone={it.error ? 'bad' : 'warn'}>{it.code}</StateTag>
          <b>{pick(it.what)}</b>
          {it.line > 0 && (
            <div className="draft-place">
              {onOpen ? (
                <button type="button" className="link" onClick={() => onOpen(it)}>
                  {t('line', { file: it.file, line: it.line })}
                </button>
              ) : (
                <span>{t('line', { file: it.file, line: it.line })}</span>
              )}
              <pre>{`${it.source_line.trim()}`}</pre>
            </div>
          )}
          <div className="dim">
            {t('why')}: {pick(it.why)} · {t('todo')}: {pick(it.todo)}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Differences({ changes }: { changes: Findings['changes'] }) {
  const t = useText(draftMessages);
  const pick = usePick();
  const { lang } = useLang();
  if (changes.length === 0) return <p className="dim">{t('noDifferences')}</p>;
  const text = (change: Findings['changes'][number], side: 'before' | 'after') => {
    const value = change[side];
    if (!value) return '—';
    if (change.unit === 'text' || value.value === null) return pick(value.text);
    return showValue(change.unit, value.value);
  };
  return (
    <ul className="draft-differences">
      {changes.map((change, i) => (
        <li key={i}>
          <div>
            {change.place.map(pick).join(' › ')}{' '}
            <span className="dim">
              {change.at.map((member) => bandName(pick(member), lang)).join(' · ')}
            </span>
          </div>
          <b>
            {text(change, 'before')} → {text(change, 'after')}
          </b>{' '}
          <span className="dim">
            {change.from} – {change.through ?? t('open')}
          </span>
          {change.after && (
            <div className="dim">
              <Citation citation={change.after.citation} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Examples({ check }: { check: Findings }) {
  const t = useText(draftMessages);
  const pick = usePick();
  if (check.errors > 0) return <p className="dim">{t('notRun')}</p>;
  const failed = check.examples.filter((example) => !example.passed);
  if (failed.length === 0) return <p>{t('allPassed', { n: check.examples.length })}</p>;
  return (
    <ul className="draft-differences">
      {failed.map((example) => (
        <li key={example.name}>
          <b>{pick(example.title)}</b> <span className="code dim">{example.name}</span>
          {example.different.map((it, i) => (
            <div key={i}>
              {it.step} {pick(it.name)}: {t('expected')} {it.expected ?? '—'}, {t('got')}{' '}
              {it.got ?? '—'}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

export function DraftFindings({
  check,
  reach,
  onOpen,
}: {
  check: Findings;
  /** stands below what no example reaches */
  reach: ReactNode;
  onOpen: (finding: Finding) => void;
}) {
  const t = useText(draftMessages);
  const errors = check.findings.filter((it) => it.error);
  const warnings = check.findings.filter((it) => !it.error && it.code !== notReached);
  const unreached = check.findings.filter((it) => it.code === notReached);
  const failed = check.examples.filter((example) => !example.passed).length;
  return (
    <Tabs
      size="small"
      tabBarGutter={16}
      items={[
        {
          key: 'findings',
          label:
            errors.length > 0
              ? t('errors', { n: errors.length })
              : t('warnings', { n: warnings.length }),
          children: (
            <>
              {errors.length === 0 && <p>{t('noErrors')}</p>}
              <FindingLines findings={errors} onOpen={onOpen} />
              {warnings.length === 0 && <p className="dim">{t('noWarnings')}</p>}
              <FindingLines findings={warnings} onOpen={onOpen} />
            </>
          ),
        },
        {
          key: 'differences',
          label: t('differences', { n: check.changes.length }),
          children:
            check.errors > 0 ? (
              <p className="dim">{t('notRun')}</p>
            ) : (
              <Differences changes={check.changes} />
            ),
        },
        {
          key: 'coverage',
          label: t('coverage', { n: unreached.length }),
          children: (
            <>
              <p className="dim">{unreached.length > 0 ? t('coverageHint') : t('covered')}</p>
              <FindingLines findings={unreached} onOpen={onOpen} />
              {reach}
            </>
          ),
        },
        {
          key: 'examples',
          label: t('examplesTab', { n: failed }),
          children: <Examples check={check} />,
        },
      ]}
    />
  );
}
