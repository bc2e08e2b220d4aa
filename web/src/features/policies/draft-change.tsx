// "Change from a day": the table of a value as it holds on that day, to be typed over; what is
// wrong with it is said while it is typed, by the same loader that reads the files.
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ErrorPanel } from '@/components/error-panel';
import { useLang, usePick, useText } from '@/lib/i18n';
import { FindingLines } from './draft-findings';
import { draftMessages } from './draft-messages';
import {
  cellKey,
  changeOf,
  type ChangeForm,
  type Findings,
  nextHalfYear,
  periodOn,
  type TableEntry,
  type TypedChange,
} from './draft-model';
import { bandName, cellAt, type Period, rowsOf } from './parameter-table';

type SetCell = (at: string[], value: string) => void;

function CellInput({
  period,
  at,
  label,
  typed,
  onType,
}: {
  period: Period;
  at: string[];
  label: string;
  typed: TypedChange;
  onType: SetCell;
}) {
  const t = useText(draftMessages);
  const cell = cellAt(period, at);
  if (!cell) return <span className="dim">—</span>;
  if (cell.written === undefined) return <span className="dim">{t('inWords')}</span>;
  const value = typed.cells[cellKey(at)] ?? cell.written;
  return (
    <Input
      size="small"
      aria-label={label}
      className={value.trim() === cell.written ? '' : 'is-typed'}
      value={value}
      maxLength={200}
      onChange={(event) => onType(at, event.target.value)}
    />
  );
}

function InputTable({
  period,
  typed,
  onType,
}: {
  period: Period;
  typed: TypedChange;
  onType: SetCell;
}) {
  const t = useText(draftMessages);
  const pick = usePick();
  const { lang } = useLang();
  const columnAxis = period.axes.at(-1);
  if (!columnAxis) {
    return <CellInput period={period} at={[]} label={t('value')} typed={typed} onType={onType} />;
  }
  const rowAxes = period.axes.slice(0, -1);
  const nameOf = (member: { name: { zh: string; en: string } }) =>
    bandName(pick(member.name), lang);
  return (
    <table className="values draft-inputs">
      <thead>
        <tr>
          {rowAxes.map((axis) => (
            <th key={axis.id}>{pick(axis.name)}</th>
          ))}
          {columnAxis.members.map((member) => (
            <th key={member.id} className="is-member">
              {nameOf(member)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(rowAxes).map((row) => (
          <tr key={row.map((member) => member.id).join(' ')}>
            {row.map((member) => (
              <th key={member.id} scope="row">
                {nameOf(member)}
              </th>
            ))}
            {columnAxis.members.map((member) => (
              <td key={member.id}>
                <CellInput
                  period={period}
                  at={[...row.map((one) => one.id), member.id]}
                  label={[...row, member].map(nameOf).join(' · ')}
                  typed={typed}
                  onType={onType}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The value, a moment after it came to rest. */
function useSettled<Value>(value: Value, delay = 350): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}

interface Edited {
  files: { path: string; text: string }[];
  check: Findings;
}

export function ChangeDialog({
  entry,
  check,
  today,
  onTry,
  onApply,
  onClose,
}: {
  entry: TableEntry;
  /** what is said of the draft without this change */
  check: Findings;
  today: string;
  onTry: (change: ChangeForm) => Promise<Edited>;
  onApply: (edited: Edited) => void;
  onClose: () => void;
}) {
  const t = useText(draftMessages);
  const pick = usePick();
  const [typed, setTyped] = useState<TypedChange>({
    from: nextHalfYear(today),
    cells: {},
    document: '',
    article: '',
  });
  const period = periodOn(entry.table.periods, typed.from);
  const settled = useSettled(typed);
  const change = changeOf(entry, settled);
  const said = JSON.stringify(change);
  const tried = useQuery({
    queryKey: ['draft-change', said],
    queryFn: () => onTry(change as ChangeForm),
    enabled: change !== undefined,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const known = new Set(check.findings.map((it) => `${it.code} ${it.what.en}`));
  const fresh = tried.data?.check.findings.filter((it) => !known.has(`${it.code} ${it.what.en}`));
  const ready = settled === typed && change !== undefined && tried.data !== undefined;
  const good = ready && (tried.data?.check.errors ?? 1) <= check.errors;
  const onType: SetCell = (at, value) =>
    setTyped((before) => ({ ...before, cells: { ...before.cells, [cellKey(at)]: value } }));
  return (
    <Modal
      open
      width={860}
      title={t('changeTitle', { name: [...entry.place, entry.table.name].map(pick).join(' › ') })}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('cancel')}
        </Button>,
        <Button
          key="apply"
          type="primary"
          disabled={!good}
          onClick={() => tried.data && onApply(tried.data)}
        >
          {t('apply')}
        </Button>,
      ]}
    >
      <div className="draft-change">
        <label>
          {t('fromDay')}
          <Input
            value={typed.from}
            maxLength={10}
            placeholder="2026-07-01"
            onChange={(event) => setTyped((it) => ({ ...it, from: event.target.value.trim() }))}
          />
        </label>
        <label>
          {t('document')}
          <Select
            aria-label={t('document')}
            value={typed.document || undefined}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={check.documents.map((one) => ({ value: one.id, label: pick(one.name) }))}
            onChange={(document?: string) =>
              setTyped((it) => ({ ...it, document: document ?? '' }))
            }
          />
        </label>
        <label>
          {t('article')}
          <Input
            value={typed.article}
            maxLength={100}
            placeholder="第六条"
            onChange={(event) => setTyped((it) => ({ ...it, article: event.target.value }))}
          />
        </label>
      </div>
      <p className="dim">{entry.adjustment ? t('adjustmentHint') : t('clauseHint')}</p>
      {period ? (
        <InputTable key={period.from} period={period} typed={typed} onType={onType} />
      ) : (
        <Alert type="warning" showIcon title={t('noPeriod')} />
      )}
      <div className="draft-verdict" aria-live="polite">
        {period && change === undefined && <p className="dim">{t('nothingChanged')}</p>}
        {tried.error && <ErrorPanel error={tried.error} />}
        {tried.isFetching && <p className="dim">{t('checking')}</p>}
        {fresh && change !== undefined && <FindingLines findings={fresh} />}
        {ready && fresh?.length === 0 && <p className="dim">{t('noErrors')}</p>}
      </div>
    </Modal>
  );
}
