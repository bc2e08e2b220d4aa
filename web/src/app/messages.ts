import { words } from '@/lib/words';

export const messages = {
  ...words,
  ledger: { zh: '基金账', en: 'Ledger' },
  clearing: { zh: '异地清算', en: 'Clearing' },
  audit: { zh: '审计', en: 'Audit' },
  search: { zh: '姓名 / 人员编号 / 证件号码', en: 'Name / person no. / certificate no.' },
  searchShort: { zh: '查找参保人（按 /）', en: 'Find a person ( / )' },
  signOut: { zh: '退出', en: 'Sign out' },
  demo: { zh: '演示数据', en: 'Demo data' },
  listComma: { zh: '、', en: ', ' },
  skip: { zh: '跳到正文', en: 'Skip to content' },
  noRight: { zh: '您的岗位无权查看此页', en: 'Your role may not see this page' },
  noRightHint: {
    zh: '您的岗位：{roles}。如工作需要，请联系管理员。',
    en: 'Your roles: {roles}. Ask your administrator if your work requires it.',
  },
  notFound: { zh: '没有这个页面', en: 'There is no such page' },
  notFoundHint: {
    zh: '请核对地址，或从上方导航进入。',
    en: 'Check the address, or use the navigation above.',
  },
  backToOverview: { zh: '回到概览', en: 'Back to the overview' },
  navigation: { zh: '主导航', en: 'Main navigation' },
  clerk: { zh: '经办员', en: 'Clerk' },
  helper: { zh: '乡镇协办员', en: 'Township helper' },
  reviewer: { zh: '复核员', en: 'Reviewer' },
  finance: { zh: '财务员', en: 'Finance' },
  leader: { zh: '负责人', en: 'Leader' },
  auditor: { zh: '稽核员', en: 'Auditor' },
  admin: { zh: '管理员', en: 'Administrator' },
};
