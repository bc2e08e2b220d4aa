export const messages = {
  product: { zh: '统筹', en: 'Tongchou' },
  tagline: { zh: '地区医疗保险经办系统', en: 'Regional medical insurance' },
  user: { zh: '用户名', en: 'User' },
  password: { zh: '密码', en: 'Password' },
  signIn: { zh: '登录', en: 'Sign in' },
  userNeeded: { zh: '请输入用户名', en: 'Enter your user name' },
  passwordNeeded: { zh: '请输入密码', en: 'Enter your password' },
};
