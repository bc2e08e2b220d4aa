export const messages = {
  title: { zh: '我的待办', en: 'My tasks' },
  nothing: { zh: '没有等待您办理的事项。', en: 'Nothing waits for you.' },
  atLeast: { zh: '至少 {n}', en: 'at least {n}' },
};
