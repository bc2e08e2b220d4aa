// A rough settlement for the mock, so that pages have plausible figures and explanations to show.
// It is not the engine: only in-patient and out-patient pooled shares, no yearly cap.
import { named, product, text, toFen, yuan } from './amounts.mjs';

const rules = {
  inpatient: { deductible: { 1: 30000, 2: 60000, 3: 90000 }, share: { 1: 92, 2: 88, 3: 85 } },
  outpatient: { deductible: { 1: 20000, 2: 20000, 3: 20000 }, share: { 1: 70, 2: 60, 3: 50 } },
};
export const pooled = named('pooled', '统筹基金', 'Pooled fund');
export const largeIllness = named('large_illness', '大病保险', 'Large-illness insurance');

const citation = (article) => ({
  document: 'demo-city',
  article,
  title: '示例市基本医疗保险办法',
  assumed: false,
  reason: null,
});
const blank = {
  operands: [],
  bands: [],
  before_rounding: null,
  value_from_date: null,
  citation: null,
  running_total: null,
  binding: null,
};
const operand = (zh, en, value) => ({ name: text(zh, en), value });

function splitLine(line) {
  const amount = toFen(line.amount);
  if (line.class === 'C') return { amount, full: amount, over: 0, first: 0, eligible: 0 };
  const over = line.ceiling ? Math.max(0, amount - toFen(line.ceiling)) : 0;
  const percent = line.first_ratio ? Number(line.first_ratio) * 100 : line.class === 'B' ? 10 : 0;
  const first = product(amount - over, percent).fen;
  return { amount, full: 0, over, first, eligible: amount - over - first };
}

const sum = (splits, key) => splits.reduce((total, split) => total + split[key], 0);

function fundLines(benefit, level, base, deductible, percent, paid, before) {
  const share = product(base, percent);
  return [
    {
      ...blank,
      step: 'deductible',
      text: text('起付线以上的范围内金额', 'Eligible amount above the deductible'),
      operands: [operand('起付线', 'Deductible', yuan(deductible))],
      amount: yuan(base),
      value_from_date: '2026-01-01',
      citation: citation('第十二条'),
    },
    {
      ...blank,
      step: 'bands',
      text: text('按比例支付', 'Paid by share'),
      operands: [operand('机构级别', 'Provider level', String(level))],
      bands: [
        {
          from: yuan(deductible),
          to: null,
          amount_in_band: yuan(base),
          share: `0.${percent}`,
          product: share.exact,
        },
      ],
      before_rounding: share.exact,
      amount: yuan(paid),
      value_from_date: '2026-01-01',
      citation: citation('第十三条'),
    },
    {
      ...blank,
      step: 'cap',
      text: text('不超过年度限额', 'Not beyond the yearly cap'),
      operands: [
        operand('年度限额', 'Yearly cap', benefit === 'inpatient' ? '400000.00' : '2500.00'),
      ],
      amount: yuan(paid),
      value_from_date: '2026-01-01',
      citation: {
        ...citation(null),
        assumed: true,
        reason: text('示例包的取值由本系统设定', 'Values of the demonstration pack are ours'),
      },
      running_total: {
        name: text('统筹基金本年已付', 'Paid by the pooled fund this year'),
        before: yuan(before),
        after: yuan(before + paid),
      },
      binding: text('比例计算的金额（未到限额）', 'the amount by share (the cap was not reached)'),
    },
  ];
}

const names = {
  total: ['总费用', 'Total'],
  full_self_pay: ['全自费', 'Full self-pay'],
  over_ceiling: ['超限价自费', 'Over the ceiling'],
  first_self_pay: ['先行自付', 'First self-pay'],
  eligible: ['符合政策范围', 'Eligible'],
  deductible: ['起付线', 'Deductible'],
  burden: ['范围内个人负担', 'Burden'],
  account: ['个人账户支付', 'Paid from the account'],
  cash: ['现金支付', 'Paid in cash'],
  account_balance: ['账户余额', 'Account balance'],
};

function explain(figures, extra) {
  const fixed = Object.entries(names).map(([figure, [zh, en]]) => ({
    figure,
    name: text(zh, en),
    amount: figures[figure],
    lines: [
      {
        ...blank,
        step: 'sum',
        text: text(`${zh}由各明细行汇总得出`, `${en}, added up from the lines`),
        operands: [
          operand('总费用', 'Total', figures.total),
          operand('符合政策范围', 'Eligible', figures.eligible),
        ],
        amount: figures[figure],
      },
    ],
  }));
  return { reproduced: true, figures: [...fixed, ...extra] };
}

/** lines: [{class, amount, ceiling?, first_ratio?}]; money in texts of yuan. */
export function settle({ benefit, level, lines, balance = 0, useAccount = false, before = 0 }) {
  const splits = lines.map(splitLine);
  const eligible = sum(splits, 'eligible');
  const rule = rules[benefit];
  const deductible = rule ? Math.min(eligible, rule.deductible[level]) : 0;
  const percent = rule ? rule.share[level] : 0;
  const paid = product(eligible - deductible, percent).fen;
  const aid = benefit === 'inpatient' && eligible > 3000000 ? product(eligible - paid, 20).fen : 0;
  const burden = eligible - paid - aid;
  const personal = sum(splits, 'amount') - paid - aid;
  const account = useAccount ? Math.min(balance, burden + sum(splits, 'first')) : 0;
  const funds = [
    { fund: pooled, amount: yuan(paid) },
    { fund: largeIllness, amount: yuan(aid) },
  ].filter((payment) => payment.amount !== '0.00');
  const figures = {
    total: yuan(sum(splits, 'amount')),
    full_self_pay: yuan(sum(splits, 'full')),
    over_ceiling: yuan(sum(splits, 'over')),
    first_self_pay: yuan(sum(splits, 'first')),
    eligible: yuan(eligible),
    deductible: yuan(deductible),
    funds,
    burden: yuan(burden),
    account: yuan(account),
    cash: yuan(personal - account),
    account_balance: yuan(balance - account),
  };
  const extra = funds.map(({ fund, amount }) => ({
    figure: `fund:${fund.id}`,
    name: fund.name,
    amount,
    lines: fundLines(
      benefit,
      level,
      eligible - deductible,
      deductible,
      percent,
      toFen(amount),
      before,
    ),
  }));
  return { figures, splits, explanation: explain(figures, extra), paid: paid + aid, account };
}
