// Names of the fixed figures of a settlement, by their key in the contract.
import type { Schema, Text } from '@/lib/schema';

export type FigureKey = Exclude<keyof Schema<'Figures'>, 'funds'>;

export const figureNames: Record<FigureKey, Text> = {
  total: { zh: '总费用', en: 'Total' },
  full_self_pay: { zh: '全自费', en: 'Full self-pay' },
  over_ceiling: { zh: '超限价自费', en: 'Over the ceiling' },
  first_self_pay: { zh: '先行自付', en: 'First self-pay' },
  eligible: { zh: '符合政策范围', en: 'Eligible' },
  deductible: { zh: '起付线', en: 'Deductible' },
  burden: { zh: '范围内个人负担', en: 'Burden (of the eligible)' },
  account: { zh: '个人账户支付', en: 'Paid from the account' },
  cash: { zh: '现金支付', en: 'Paid in cash' },
  account_balance: { zh: '账户余额', en: 'Account balance' },
};
