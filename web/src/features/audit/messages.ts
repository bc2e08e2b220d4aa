export const messages = {
  title: { zh: '审计', en: 'Audit trail' },
  time: { zh: '时间', en: 'Time' },
  number: { zh: '序号', en: 'No.' },
  actor: { zh: '操作人', en: 'Who' },
  actorHint: { zh: '用户名或机构编号', en: 'Login or provider id' },
  action: { zh: '操作', en: 'What' },
  anyAction: { zh: '全部操作', en: 'Everything' },
  subject: { zh: '对象', en: 'About' },
  subjectHint: { zh: '人员编号、结算号等', en: 'Person no., settlement …' },
  days: { zh: '日期', en: 'Days' },
  clear: { zh: '清除筛选', en: 'Clear filters' },
  none: { zh: '没有符合条件的记录', en: 'Nothing matches' },
};
