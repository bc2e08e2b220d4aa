// One step of an explanation: what was computed from what, band by band, under which clause.
import { usePick, useText } from '@/lib/i18n';
import { formatRatio, formatYuan, sameDecimal } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { Citation } from './citation';
import { messages } from './messages';
import { MoneyText } from './money-text';

type Line = Schema<'ExplanationLine'>;

function Bands({ bands }: { bands: Line['bands'] }) {
  const t = useText(messages);
  return (
    <table className="bands">
      <thead>
        <tr>
          <th>{t('band')}</th>
          <th>{t('bandAmount')}</th>
          <th>{t('share')}</th>
          <th>{t('product')}</th>
        </tr>
      </thead>
      <tbody>
        {bands.map((band) => (
          <tr key={band.from}>
            <td>
              {band.to === null
                ? t('andUp', { from: formatYuan(band.from) })
                : `${formatYuan(band.from)} – ${formatYuan(band.to)}`}
            </td>
            <td>
              <MoneyText amount={band.amount_in_band} />
            </td>
            <td>{formatRatio(band.share)}</td>
            <td>
              <MoneyText amount={band.product} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Footnotes({ line }: { line: Line }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <dl className="step-notes">
      {line.before_rounding !== null && !sameDecimal(line.before_rounding, line.amount) && (
        <div>
          <dt>{t('beforeRounding')}</dt>
          <dd>
            <MoneyText amount={line.before_rounding} /> → <MoneyText amount={line.amount} />{' '}
            <span className="dim">{t('afterRounding')}</span>
          </dd>
        </div>
      )}
      {line.running_total && (
        <div>
          <dt>{t('runningTotal')}</dt>
          <dd>
            {pick(line.running_total.name)} <MoneyText amount={line.running_total.before} /> →{' '}
            <MoneyText amount={line.running_total.after} />
          </dd>
        </div>
      )}
      {line.binding && (
        <div>
          <dt>{t('binding')}</dt>
          <dd className="binding">{pick(line.binding)}</dd>
        </div>
      )}
      {line.value_from_date && (
        <div>
          <dt>{t('valueFrom')}</dt>
          <dd>{t('inForceFrom', { date: line.value_from_date })}</dd>
        </div>
      )}
      {line.citation && (
        <div>
          <dt>{t('clause')}</dt>
          <dd>
            <Citation citation={line.citation} />
          </dd>
        </div>
      )}
    </dl>
  );
}

export function ExplanationLines({ lines }: { lines: readonly Line[] }) {
  const t = useText(messages);
  const pick = usePick();
  if (lines.length === 0) return <p className="dim">{t('noLines')}</p>;
  return (
    <ol className="steps">
      {lines.map((line, i) => (
        <li key={i} className="step" data-step={line.step}>
          <div className="step-head">
            <span>{pick(line.text)}</span>
            <MoneyText amount={line.amount} strong />
          </div>
          {line.operands.length > 0 && (
            <ul className="operands">
              {line.operands.map((operand, n) => (
                <li key={n}>
                  <span className="dim">{pick(operand.name)}</span>{' '}
                  <span className="money">{formatYuan(pick(operand.value))}</span>
                </li>
              ))}
            </ul>
          )}
          {line.bands.length > 0 && <Bands bands={line.bands} />}
          <Footnotes line={line} />
        </li>
      ))}
    </ol>
  );
}
