import { words } from '@/lib/words';

export const messages = {
  ...words,
  tagline: { zh: '地区医疗保险经办系统', en: 'Regional medical insurance' },
  area: { zh: '统筹区', en: 'Area' },
  user: { zh: '用户名', en: 'User' },
  password: { zh: '密码', en: 'Password' },
  signIn: { zh: '登录', en: 'Sign in' },
  ended: {
    zh: '登录已失效（长时间未操作，或服务已重启）。请重新登录，将回到刚才的页面；已办结的业务不受影响。',
    en: 'Your session has ended (idle for long, or the service was restarted). Sign in again to return to your page; finished work is not affected.',
  },
  userNeeded: { zh: '请输入用户名', en: 'Enter your user name' },
  passwordNeeded: { zh: '请输入密码', en: 'Enter your password' },
};
