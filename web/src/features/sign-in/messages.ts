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
  iAmInsured: { zh: '我是参保人', en: 'I am insured here' },
  iAmStaff: { zh: '我是工作人员', en: 'I work here' },
  certNo: { zh: '证件号码', en: 'Certificate number' },
  certNeeded: { zh: '请输入证件号码', en: 'Enter your certificate number' },
  passwordOrCode: { zh: '密码或一次性码', en: 'Password or one-time code' },
  choose: { zh: '一次性码正确。请设置自己的密码。', en: 'The code is right. Now set a password of your own.' },
  wanted: { zh: '新密码', en: 'New password' },
  again: { zh: '再输一次新密码', en: 'New password again' },
  different: { zh: '两次输入不一致', en: 'The two are not the same' },
  rule: {
    zh: '至少 10 位并含小写、大写、数字、符号中的三种，或至少 20 位；不得含证件号码。',
    en: 'At least 10 characters of three kinds (small, capital, digit, other), or at least 20; without the certificate number.',
  },
  memberHint: {
    zh: '还没有开通？请携带证件到经办窗口办理。',
    en: 'Not opened yet? Come to the desk with your certificate.',
  },
};
