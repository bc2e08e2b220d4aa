// An insured person signs in: opened at the desk with a one-time code; sees the own data alone.
import assert from 'node:assert/strict';
import { get, pageTest, regionForTests, signIn, signOut, wholePerson } from './browser.mjs';

regionForTests();

const secret = 'Own-password-42';
const story = {};

async function act(page, button, fields) {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) {
    await dialog.getByLabel(label, { exact: true }).fill(value);
  }
  await dialog.getByRole('button', { name: '提交' }).click();
}

async function memberForm(page, certNo, password) {
  await page.goto('/');
  await page.getByRole('button', { name: '我是参保人' }).click();
  await page.getByLabel('证件号码').fill(certNo);
  await page.getByLabel('密码或一次性码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

pageTest('a clerk opens the login of a person and hands over the code', async (page) => {
  await signIn(page, 'clerk');
  const { items } = await get(page, '/api/settlements?limit=50');
  const settled = items.find((item) => item.kind === 'settlement' && Number(item.account) > 0);
  story.setlId = settled.setl_id;
  story.person = await wholePerson(page, settled.psn_no);
  story.other = items.find((item) => item.psn_no !== story.person.psn_no);
  await page.goto(`/persons/${story.person.psn_no}`);
  await act(page, '开通', { 所出示证件的号码: '110101190001010000' });
  await page.getByRole('alert').filter({ hasText: 'person_differs' }).waitFor();
  await page.getByRole('dialog').getByLabel('所出示证件的号码').fill(story.person.cert_no);
  await page.getByRole('dialog').getByRole('button', { name: '提交' }).click();
  story.code = (await page.getByTestId('login-code').innerText()).trim();
  assert.match(story.code, /^[0-9a-f]{12}$/);
  await page.getByRole('button', { name: '已交给本人' }).click();
  await page.getByText('已发一次性码').waitFor();
});

pageTest('a member sees only himself', async (page) => {
  await memberForm(page, story.person.cert_no, story.code);
  await page.getByText('请设置自己的密码').waitFor();
  await page.getByLabel('新密码', { exact: true }).fill(secret);
  await page.getByLabel('再输一次新密码').fill(secret);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: story.person.name }).waitFor();
  const menu = await page.getByRole('navigation', { name: '主导航' }).getByRole('link');
  assert.deepEqual(await menu.allInnerTexts(), ['我的医保']);
  await page.getByText('期末余额').first().waitFor();
  assert.equal(await page.getByText(story.person.cert_no).count(), 0, 'masked');

  await page.goto(`/settlements/${story.setlId}`);
  await page.getByText(story.setlId, { exact: true }).first().waitFor();
  await page.goto(`/settlements/${story.other.setl_id}`);
  await page.getByText('unknown_settlement').waitFor();
  await page.goto(`/persons/${story.other.psn_no}`);
  await page.getByRole('heading', { name: story.person.name }).waitFor();
  assert.equal(await page.getByText(story.other.psn_no).count(), 0);
  for (const path of ['/persons', '/ledger', '/employers', '/receipts', '/cards']) {
    await page.goto(path);
    await page.getByText('您的岗位无权查看此页').waitFor();
  }
});

pageTest('a closed login lets nobody in', async (page) => {
  await signIn(page, 'clerk', `/persons/${story.person.psn_no}`);
  await page.getByText('使用中').waitFor();
  await act(page, '关闭', { 原因: '本人申请' });
  await page.getByText('已关闭').first().waitFor();
  await signOut(page);
  await memberForm(page, story.person.cert_no, secret);
  await page.getByRole('alert').filter({ hasText: 'wrong_credentials' }).waitFor();
});
