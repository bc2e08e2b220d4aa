export const messages = {
  menu: { zh: '本人账号', en: 'My account' },
  change: { zh: '修改密码', en: 'Change password' },
  everywhere: { zh: '在所有设备退出', en: 'Sign out everywhere' },
  everywhereAsk: { zh: '在所有设备退出？', en: 'Sign out everywhere?' },
  everywhereWhat: {
    zh: '您在所有电脑和浏览器上的登录（包括这里）都将结束，未保存的内容会丢失。',
    en: 'Every session of yours, on all computers and here, ends; what is not saved is lost.',
  },
  everywhereDone: { zh: '已在所有设备退出', en: 'Signed out everywhere' },
  present: { zh: '现在的密码', en: 'Present password' },
  wanted: { zh: '新密码', en: 'New password' },
  again: { zh: '再输一次新密码', en: 'New password again' },
  rule: {
    zh: '至少 10 位并含小写、大写、数字、符号中的三种，或至少 20 位；不得含用户名。',
    en:
      'At least 10 characters of three kinds (small, capital, digit, other), or at least 20; ' +
      'without the user name.',
  },
  ends: {
    zh: '修改后，您在所有设备上的登录都将结束，请用新密码重新登录。',
    en: 'Every session of yours ends then; sign in again with the new password.',
  },
  needed: { zh: '请填写', en: 'Please fill this in' },
  different: { zh: '两次输入不一致', en: 'The two are not the same' },
  changed: { zh: '密码已修改，请用新密码登录', en: 'Changed: sign in with the new password' },
  cancel: { zh: '取消', en: 'Cancel' },
};
