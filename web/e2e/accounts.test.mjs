// Accounts and cards at the desk: a card from its application to its loss, a payout from request to
// payment, the statement that shows it.
import assert from 'node:assert/strict';
import { changeUser, get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

async function holder(page) {
  const list = await get(page, '/api/persons?limit=200');
  for (const one of list.items) {
    if (one.status !== 'active' || one.category?.id !== 'active') continue;
    const person = await get(page, `/api/persons/${one.psn_no}`);
    if (person.account && Number(person.account.balance) > 0) return person;
  }
  throw new Error('nobody has an account');
}

async function act(page, button, fields) {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) {
    await dialog.getByLabel(label, { exact: true }).fill(value);
  }
  await dialog.getByRole('button', { name: '提交' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

pageTest('a card is applied for, approved, made and reported lost', async (page) => {
  await signIn(page, 'clerk');
  const person = await holder(page);
  const path = `/persons/${person.psn_no}`;
  await page.goto(path);
  await act(page, '申请证卡', {});
  await page.getByText('已申请').first().waitFor();
  await changeUser(page, 'reviewer', '/cards');
  await act(page, '批准', { 意见: '核对无误' });
  await page.getByText('已批准').first().waitFor();
  await changeUser(page, 'clerk', path);
  await act(page, '收取工本费', {});
  await act(page, '制发', { 卡号: `W${person.psn_no.slice(-8)}` });
  await act(page, '挂失', { 意见: '本人电话挂失' });
  await page.getByText('社会保障卡 挂失').first().waitFor();
  const cards = await get(page, `/api/persons/${person.psn_no}/cards`);
  assert.equal(cards.items[0].state.id, 'lost');
});

pageTest('who moves away is paid the balance, and the statement shows it', async (page) => {
  await signIn(page, 'clerk');
  const person = await holder(page);
  const { today } = await get(page, '/api/region');
  await page.goto(`/persons/${person.psn_no}`);
  await act(page, '申请支付', {
    离开之日: today,
    领取人: '邻市医保中心',
    '转往（居住）地': '990300',
    证明材料: '转移接续函',
    原因: '调动',
  });
  await changeUser(page, 'finance', '/accounts');
  await page.getByText('转移接续（转出）').first().waitFor();
  await act(page, '批准', { 意见: '同意' });
  await page.getByText('已批准').first().waitFor();
  await changeUser(page, 'clerk', `/persons/${person.psn_no}`);
  await page.getByText('期末余额').first().waitFor();
  const statement = await get(
    page,
    `/api/persons/${person.psn_no}/statements/${today.slice(0, 4)}`,
  );
  assert.equal(statement.closing, '0.00');
  assert.ok(Number(statement.sums.payouts) < 0);
});
