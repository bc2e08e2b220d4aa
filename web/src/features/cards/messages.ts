import { words } from '@/lib/words';

export const messages = {
  ...words,
  month: { zh: '月份', en: 'Month' },
  intro: {
    zh: '按月列出申请。在参保人页面申请；另一人批准、收取工本费后制发。挂失、停用后，医药机构下一次刷卡即被拒绝。工本费不记入任何基金。',
    en: 'Applications by month. Apply on the person’s page; another person approves, the fee is taken, then it is made. A card reported lost or suspended is refused from a provider’s next call on. Fees go into no fund.',
  },
  none: { zh: '本月没有申请', en: 'Nothing was applied for in this month' },
  item: { zh: '品种', en: 'Item' },
  number: { zh: '卡号', en: 'Number' },
  fee: { zh: '工本费', en: 'Fee' },
  paid: { zh: '已收', en: 'paid' },
  unpaid: { zh: '未收', en: 'not paid' },
  state: { zh: '状态', en: 'State' },
  by: { zh: '申请人', en: 'Applied by' },
  act: { zh: '办理', en: 'Act' },
  changes: { zh: '身份信息变更申请', en: 'Requests to change who a person is' },
  noChanges: { zh: '本月没有变更申请', en: 'No such request in this month' },
  before: { zh: '原登记', en: 'Registered' },
  wanted: { zh: '变更为', en: 'To become' },
  documents: { zh: '证明材料', en: 'Documents' },
  reason: { zh: '原因', en: 'Reason' },
  decidedBy: { zh: '审核', en: 'Decided' },
};
