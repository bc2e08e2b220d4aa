// One parameter: its dated tables, the clause beside each.
import { Citation } from '@/components/citation';
import { useLang, usePick, useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { bandName, cellAt, type Period, rowsOf, showValue } from './parameter-table';
import { messages } from './messages';

type Parameter = Schema<'Parameter'>;
type Cell = Period['cells'][number];

function CellValue({
  cell,
  parameter,
  period,
}: {
  cell: Cell | undefined;
  parameter: Parameter;
  period: Period;
}) {
  const pick = usePick();
  if (!cell) return <td className="dim">—</td>;
  const assumed = (cell.citation ?? period.citation).assumed;
  const inWords = parameter.unit === 'text' || cell.value === null;
  const text = cell.text && inWords ? pick(cell.text) : showValue(parameter.unit, cell.value);
  return (
    <td className={assumed ? 'is-assumed' : ''}>
      {text}
      {cell.citation && <sup>*</sup>}
    </td>
  );
}

export function ValueTable({ parameter, period }: { parameter: Parameter; period: Period }) {
  const pick = usePick();
  const { lang } = useLang();
  const columnAxis = period.axes.at(-1);
  if (!columnAxis) {
    return (
      <table className="values">
        <tbody>
          <tr>
            <CellValue cell={period.cells[0]} parameter={parameter} period={period} />
          </tr>
        </tbody>
      </table>
    );
  }
  const rowAxes = period.axes.slice(0, -1);
  return (
    <table className="values">
      <thead>
        <tr>
          {rowAxes.map((axis) => (
            <th key={axis.id}>{pick(axis.name)}</th>
          ))}
          {columnAxis.members.map((member) => (
            <th key={member.id} className="is-member">
              {bandName(pick(member.name), lang)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(rowAxes).map((row) => (
          <tr key={row.map((member) => member.id).join(' ')}>
            {row.map((member, i) => (
              <th key={i} scope="row">
                {pick(member.name)}
              </th>
            ))}
            {columnAxis.members.map((member) => (
              <CellValue
                key={member.id}
                cell={cellAt(period, [...row.map((one) => one.id), member.id])}
                parameter={parameter}
                period={period}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function CellSources({ period }: { period: Period }) {
  const t = useText(messages);
  const pick = usePick();
  const cells = period.cells.filter((cell) => cell.citation);
  if (cells.length === 0) return null;
  const nameOf = (axis: number, id: string) => {
    const member = period.axes[axis]?.members.find((one) => one.id === id);
    return member ? pick(member.name) : id;
  };
  return (
    <div className="cell-sources">
      <div className="dim">* {t('cellSource')}</div>
      {cells.map((cell) => (
        <div key={cell.at.join(' ')}>
          {cell.at.map((id, axis) => nameOf(axis, id)).join(' · ')}{' '}
          {cell.citation && <Citation citation={cell.citation} />}
        </div>
      ))}
    </div>
  );
}

export function ParameterView({ parameter }: { parameter: Parameter }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <div className="parameter" data-parameter={parameter.id}>
      <h4>
        {pick(parameter.name)}
        {!parameter.executed && <span className="parameter-note">{t('notExecuted')}</span>}
        {parameter.note && <span className="parameter-note">{pick(parameter.note)}</span>}
      </h4>
      {parameter.periods.map((period) => (
        <div className="period" key={period.from}>
          <div className="period-dates">
            {period.from} – {period.through ?? t('open')}
          </div>
          <div className="period-values">
            <ValueTable parameter={parameter} period={period} />
          </div>
          <div className="period-clause">
            <Citation citation={period.citation} />
            <CellSources period={period} />
          </div>
        </div>
      ))}
    </div>
  );
}
