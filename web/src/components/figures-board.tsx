// The figures of a settlement in the order they arise: scope, funds, person. Each opens its
// explanation.
import { usePick, useText } from '@/lib/i18n';
import { barPercent, isZero, sumYuan } from '@/lib/money';
import type { Schema, Text } from '@/lib/schema';
import { type FigureKey, figureNames } from './figure-names';
import { messages } from './messages';
import { MoneyText } from './money-text';

type Figures = Schema<'Figures'>;
type Open = (figure: string) => void;

/** Keys of all figures the board shows, in its order. */
export function figureKeys(figures: Figures): string[] {
  const funds = figures.funds.map((payment) => `fund:${payment.fund.id}`);
  return [...scopeKeys, 'deductible', ...funds, ...personalKeys];
}

const scopeKeys: FigureKey[] = [
  'total',
  'full_self_pay',
  'over_ceiling',
  'first_self_pay',
  'eligible',
];
const personalKeys: FigureKey[] = ['burden', 'account', 'cash', 'account_balance'];
const strongKeys: readonly string[] = ['total', 'eligible', 'cash'];

function FigureRow({
  figure,
  name,
  amount,
  onOpen,
}: {
  figure: string;
  name: Text;
  amount: string;
  onOpen: Open;
}) {
  const t = useText(messages);
  const pick = usePick();
  const strong = strongKeys.includes(figure);
  const label = pick(name);
  return (
    <button
      type="button"
      className="figure-row is-button"
      data-figure={figure}
      title={t('explainOf', { name: label })}
      onClick={() => onOpen(figure)}
    >
      <span>{label}</span>
      <MoneyText amount={amount} strong={strong} />
    </button>
  );
}

function FixedRows({
  keys,
  figures,
  onOpen,
}: {
  keys: FigureKey[];
  figures: Figures;
  onOpen: Open;
}) {
  return keys.map((key) => (
    <FigureRow
      key={key}
      figure={key}
      name={figureNames[key]}
      amount={figures[key]}
      onOpen={onOpen}
    />
  ));
}

/** One bar: how the total is shared between the funds, the account and cash. */
function PayerBar({ figures }: { figures: Figures }) {
  const t = useText(messages);
  const pick = usePick();
  const parts = [
    ...figures.funds.map((p, i) => ({
      name: pick(p.fund.name),
      amount: p.amount,
      tone: `fund-${i % 5}`,
    })),
    { name: t('account'), amount: figures.account, tone: 'account' },
    { name: t('cash'), amount: figures.cash, tone: 'cash' },
  ].filter((part) => !isZero(part.amount));
  const magnitude = (amount: string) => amount.replace('-', '');
  return (
    <div className="payer-bar">
      <div className="payer-bar-track" aria-hidden="true">
        {parts.map((part) => (
          <div
            key={part.name}
            className={`tone-${part.tone}`}
            style={{ width: `${barPercent(magnitude(part.amount), magnitude(figures.total))}%` }}
          />
        ))}
      </div>
      <ul aria-label={t('whoPays')}>
        {parts.map((part) => (
          <li key={part.name}>
            <i className={`tone-${part.tone}`} /> {part.name} <MoneyText amount={part.amount} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export function FiguresBoard({ figures, onOpen }: { figures: Figures; onOpen: Open }) {
  const t = useText(messages);
  return (
    <div className="figures-board">
      <PayerBar figures={figures} />
      <div className="figures-columns">
        <div>
          <h3>{t('composition')}</h3>
          <FixedRows keys={scopeKeys} figures={figures} onOpen={onOpen} />
        </div>
        <div>
          <h3>{t('payments')}</h3>
          <FixedRows keys={['deductible']} figures={figures} onOpen={onOpen} />
          {figures.funds.map(({ fund, amount }) => (
            <FigureRow
              key={fund.id}
              figure={`fund:${fund.id}`}
              name={fund.name}
              amount={amount}
              onOpen={onOpen}
            />
          ))}
          {figures.funds.length === 0 && <div className="figure-row dim">{t('noFund')}</div>}
          {figures.funds.length > 1 && (
            <div className="figure-row is-sum">
              <span>{t('fundSum')}</span>
              <MoneyText amount={sumYuan(figures.funds.map((payment) => payment.amount))} strong />
            </div>
          )}
        </div>
        <div>
          <h3>{t('personal')}</h3>
          <FixedRows keys={personalKeys} figures={figures} onOpen={onOpen} />
        </div>
      </div>
    </div>
  );
}
