// Who may come in, what each role sees, and getting around by keyboard.
import assert from 'node:assert/strict';
import {
  fillSignIn,
  get,
  pageTest,
  regionForTests,
  serverUrl,
  signIn,
  signOut,
} from './browser.mjs';
import { password } from './server.mjs';

regionForTests();

const menu = async (page) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts();

pageTest('a clerk signs in, sees who is signed in, and signs out again', async (page) => {
  await signIn(page, 'clerk');
  const desk = ['概览', '参保人', '单位', '批量导入', '居民'];
  const money = ['征缴', '到账', '欠费催缴', '账户', '特殊人员', '证卡', '结算', '政策'];
  assert.deepEqual(await menu(page), [...desk, ...money]);
  await page.getByText('经办员').first().waitFor();
  await signOut(page);
  await page.reload();
  await page.getByRole('button', { name: '登录' }).waitFor();
});

pageTest(
  'a wrong password is refused with a reason, and the right one works afterwards',
  async (page) => {
    await page.goto('/');
    await fillSignIn(page, 'clerk', 'certainly-wrong');
    const alert = page.getByRole('alert').filter({ hasText: 'wrong_credentials' });
    await alert.waitFor();
    await fillSignIn(page, 'clerk', 'demo-clerk');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
  },
);

pageTest('sign-in asks for the missing user name before it bothers the server', async (page) => {
  await page.goto('/');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('请输入用户名').waitFor();
});

pageTest('a clerk of a county finds no person of another county, by no way', async (page) => {
  await signIn(page, 'clerk', '/persons');
  const { items } = await get(page, '/api/persons?limit=60');
  const everybody = await Promise.all(items.map((one) => get(page, `/api/persons/${one.psn_no}`)));
  await signOut(page);
  await fillSignIn(page, 'district', password('district'));
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  const { office } = await get(page, '/api/session');
  await page.locator('.who-office').getByText(office.names.at(-1), { exact: true }).waitFor();
  const isMine = (person) => `${person.office?.path}/`.startsWith(`${office.path}/`);
  const mine = everybody.find(isMine);
  const stranger = everybody.find((person) => !isMine(person));
  assert.ok(mine && stranger);

  await page.goto(`/persons/${mine.psn_no}`);
  await page.getByText(mine.office.names.join(' / '), { exact: true }).waitFor();
  for (const text of [stranger.psn_no, stranger.name]) {
    await page.goto(`/persons?q=${encodeURIComponent(text)}`);
    await page.getByRole('table').waitFor();
    assert.equal(await page.getByText(stranger.psn_no, { exact: true }).count(), 0);
  }
  await page.goto(`/persons/${stranger.psn_no}`);
  await page.getByRole('alert').filter({ hasText: 'unknown_person' }).waitFor();
  const { items: settled } = await get(page, '/api/settlements?limit=200');
  const numbers = everybody.filter((person) => !isMine(person)).map((person) => person.psn_no);
  assert.ok(settled.length > 0);
  assert.ok(settled.every((item) => !numbers.includes(item.psn_no)));
});

pageTest('a new password is asked for, replaces the old one, ends the session', async (page) => {
  await signIn(page, 'township');
  const dialog = page.getByRole('dialog');
  const fill = async (present, wanted, again) => {
    await dialog.getByLabel('现在的密码').fill(present);
    await dialog.getByLabel('新密码', { exact: true }).fill(wanted);
    await dialog.getByLabel('再输一次新密码').fill(again);
    await dialog.getByRole('button', { name: '修改密码' }).click();
  };
  await page.getByTitle('本人账号').click();
  await page.getByRole('menuitem', { name: '修改密码' }).click();
  await fill('wrong', 'Another-one-1', 'Another-one-2');
  await dialog.getByText('两次输入不一致').waitFor();
  await fill('wrong', 'Another-one-1', 'Another-one-1');
  await dialog.getByRole('alert').filter({ hasText: 'wrong_password' }).waitFor();
  await fill(password('township'), 'short', 'short');
  await dialog.getByRole('alert').filter({ hasText: 'weak_password' }).waitFor();
  await fill(password('township'), 'Another-one-1', 'Another-one-1');
  await page.getByText('密码已修改').waitFor();
  await fillSignIn(page, 'township', password('township'));
  await page.getByRole('alert').filter({ hasText: 'wrong_credentials' }).waitFor();
  await fillSignIn(page, 'township', 'Another-one-1');
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
});

pageTest('signing out everywhere ends the session of another browser too', async (page) => {
  await signIn(page, 'leader');
  const elsewhere = await page.context().browser().newContext({ baseURL: serverUrl() });
  const other = await elsewhere.newPage();
  await signIn(other, 'leader');
  await page.getByTitle('本人账号').click();
  await page.getByRole('menuitem', { name: '在所有设备退出' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '在所有设备退出' }).click();
  await page.getByRole('button', { name: '登录' }).waitFor();
  assert.equal((await other.request.get('/api/session')).status(), 401);
  await other.reload();
  await other.getByRole('button', { name: '登录' }).waitFor();
  await elsewhere.close();
});

pageTest(
  'finance sees the ledger but no persons, neither in the menu, by address, nor from the server',
  async (page) => {
    await signIn(page, 'finance');
    const work = ['概览', '单位', '居民', '征缴', '到账', '欠费催缴', '账户', '特殊人员'];
    assert.deepEqual(await menu(page), [...work, '基金账', '政策']);
    await page.goto('/persons');
    await page.getByText('您的岗位无权查看此页').waitFor();
    const answer = await page.request.get('/api/persons');
    assert.equal(answer.status(), 403);
  },
);

pageTest('the administrator sees neither persons nor the ledger', async (page) => {
  await signIn(page, 'admin');
  assert.deepEqual(await menu(page), ['概览', '审计', '政策']);
  assert.equal((await page.request.get('/api/ledger/accounts')).status(), 403);
});

pageTest('a write without the CSRF token is refused', async (page) => {
  await signIn(page, 'auditor');
  assert.equal((await page.request.post('/api/ledger/verify')).status(), 403);
});

pageTest('a linked page opens after sign-in', async (page) => {
  await signIn(page, 'auditor', '/policies');
  await page.getByRole('heading', { name: '政策' }).waitFor();
});

pageTest(
  'the language switch turns every word of the frame into English and stays so',
  async (page) => {
    await signIn(page, 'auditor');
    await page.getByText('English', { exact: true }).click();
    const english = page.getByRole('navigation', { name: 'Main navigation' });
    await english.getByRole('link', { name: 'Settlements' }).waitFor();
    await page.reload();
    await english.getByRole('link', { name: 'Ledger' }).click();
    await page.getByRole('heading', { name: 'Journal' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  },
);

pageTest(
  'by keyboard alone: / finds a person, Enter opens the row, a figure opens and Esc closes it',
  async (page) => {
    await signIn(page, 'clerk');
    const [settlement] = (await get(page, '/api/settlements?limit=1')).items;
    await page.keyboard.press('/');
    await page.keyboard.type(settlement.psn_no);
    await page.keyboard.press('Enter');
    const row = page.getByRole('row').filter({ hasText: settlement.psn_no });
    await row.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/persons/${settlement.psn_no}`);
    const settled = page.getByRole('row').filter({ hasText: settlement.setl_id });
    await settled.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/settlements/${settlement.setl_id}`);
    await page.locator('[data-figure="eligible"]').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('explanation').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('explanation').waitFor({ state: 'hidden' });
    await page.locator('[data-figure="eligible"]:focus').waitFor();
  },
);

pageTest('arrow keys walk the rows of a list', async (page) => {
  await signIn(page, 'clerk', '/persons');
  const rows = page.locator('tr.is-open-row');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await rows.nth(1).evaluate((row) => row === document.activeElement), true);
});

pageTest(
  'an unknown person is answered with a code, a text, what to do, and a way to try again',
  async (page) => {
    await signIn(page, 'clerk', '/persons/nobody-0');
    const alert = page.getByRole('alert').filter({ hasText: 'unknown_person' });
    await alert.waitFor();
    await alert.getByText('请核对编号').waitFor();
    await alert.getByRole('button', { name: '重试' }).waitFor();
  },
);

pageTest('when the server is gone the page says so and recovers with one click', async (page) => {
  await signIn(page, 'clerk');
  await page.route('**/api/settlements*', (route) => route.abort());
  await page.getByRole('link', { name: '结算', exact: true }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'server_unreachable' });
  await alert.waitFor();
  await page.unroute('**/api/settlements*');
  await alert.getByRole('button', { name: '重试' }).click();
  await page.getByRole('table').waitFor();
});

pageTest('after a restart a kind note asks to sign in, then the page is back', async (page) => {
  await signIn(page, 'auditor', '/policies/demo-city?tab=examples');
  await page.getByRole('button', { name: '运行' }).first().waitFor();
  await page.context().clearCookies(); // sessions are in memory: a restart forgets them
  await page.getByRole('button', { name: '运行' }).first().click();
  await page.getByText('登录已失效').waitFor();
  await fillSignIn(page, 'auditor', password('auditor'));
  await page.getByRole('button', { name: '运行' }).first().waitFor();
  await signOut(page);
  assert.equal(await page.getByText('登录已失效').count(), 0);
});

pageTest('an address that does not exist says so and leads back', async (page) => {
  await signIn(page, 'clerk', '/no/such/page');
  await page.getByText('没有这个页面').waitFor();
  await page.getByRole('button', { name: '回到概览' }).click();
  await page.getByRole('heading', { name: '概览' }).waitFor();
});
