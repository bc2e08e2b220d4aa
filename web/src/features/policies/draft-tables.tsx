// The tables of a draft as the documents print them, the clause and the line of time beside each.
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { Citation } from '@/components/citation';
import { StateTag } from '@/components/state-tag';
import { useLang, usePick, useText } from '@/lib/i18n';
import { saveBlob, xlsxOfSheets } from '@/lib/spreadsheet';
import { draftMessages } from './draft-messages';
import { type Findings, sectionsOf, type TableEntry } from './draft-model';
import { DraftTimeline } from './draft-timeline';
import { sheetsOf } from './draft-xlsx';
import { bandName, type Period, showValue } from './parameter-table';
import { CellSources, ValueTable } from './parameter-view';

function TableBlock({
  entry,
  today,
  readOnly,
  onChange,
  onRemove,
}: {
  entry: TableEntry;
  today: string;
  readOnly: boolean;
  onChange: () => void;
  onRemove: (from: string) => void;
}) {
  const t = useText(draftMessages);
  const pick = usePick();
  const { lang } = useLang();
  const { modal } = App.useApp();
  const { table } = entry;
  const valueOf = (period: Period) => {
    const [cell] = period.cells;
    if (!cell || period.cells.length > 1) {
      return period.axes.map((axis) => pick(axis.name)).join(' × ');
    }
    return cell.text && cell.value === null
      ? bandName(pick(cell.text), lang)
      : showValue(table.unit, cell.value);
  };
  const takeBack = (from: string) =>
    modal.confirm({
      title: t('takeBackAsk', { from }),
      okText: t('takeBack'),
      cancelText: t('cancel'),
      onOk: () => onRemove(from),
    });
  return (
    <section className="draft-table" data-table={entry.id}>
      <header>
        <h3>
          {[...entry.place.slice(2), table.name].map(pick).join(' › ')}{' '}
          {!table.executed && <span className="parameter-note">{t('notExecuted')}</span>}
        </h3>
        {!entry.adjustment && (
          <Button
            size="small"
            icon={<DownloadOutlined />}
            onClick={() =>
              void xlsxOfSheets(sheetsOf([entry], pick)).then((blob) =>
                saveBlob(`${entry.id.replaceAll('/', '-')}.xlsx`, blob),
              )
            }
          >
            {t('exportTable')}
          </Button>
        )}
        {!readOnly && (
          <Button size="small" type="primary" ghost onClick={onChange}>
            {t('changeFrom')}
          </Button>
        )}
      </header>
      <DraftTimeline
        name={pick(table.name)}
        periods={table.periods}
        today={today}
        valueOf={valueOf}
      />
      {table.periods.map((period, i) => (
        <div className="period" key={period.from}>
          <div className="period-dates">
            {period.from} – {period.through ?? t('open')}
            {period.from > today && <StateTag tone="warn">{t('future')}</StateTag>}
            {period.from > today && i > 0 && !entry.adjustment && !readOnly && (
              <Button size="small" type="link" onClick={() => takeBack(period.from)}>
                {t('takeBack')}
              </Button>
            )}
          </div>
          <div className="period-values">
            <ValueTable parameter={table} period={period} />
          </div>
          <div className="period-clause">
            <Citation citation={period.citation} />
            <CellSources period={period} />
          </div>
        </div>
      ))}
    </section>
  );
}

export function DraftTables({
  check,
  today,
  readOnly,
  onChange,
  onRemove,
}: {
  check: Findings;
  today: string;
  readOnly: boolean;
  onChange: (entry: TableEntry) => void;
  onRemove: (entry: TableEntry, from: string) => void;
}) {
  const t = useText(draftMessages);
  const pick = usePick();
  const sections = sectionsOf(check.tables);
  const [chosen, choose] = useState('');
  const section =
    sections.find((one) => one.id === chosen) ??
    sections.find((one) => one.id.includes('/')) ??
    sections[0];
  if (!section) return null;
  return (
    <>
      <Select
        aria-label={t('section')}
        className="draft-section"
        value={section.id}
        showSearch={{ optionFilterProp: 'label' }}
        options={sections.map((one) => ({
          value: one.id,
          label: one.place.map(pick).join(' › '),
        }))}
        onChange={choose}
      />
      {section.tables.map((entry) => (
        <TableBlock
          key={entry.id}
          entry={entry}
          today={today}
          readOnly={readOnly}
          onChange={() => onChange(entry)}
          onRemove={(from) => onRemove(entry, from)}
        />
      ))}
    </>
  );
}
