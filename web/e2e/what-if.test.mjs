// P2: an officer asks what other rules would have cost, reads the answer, looks at a loser's case.
import assert from 'node:assert/strict';
import { get, pageTest, regionForTests, shown, signIn } from './browser.mjs';

regionForTests();

async function choose(page, label, text) {
  await page.getByLabel(label).click();
  await page.keyboard.type(text);
  await page.locator('.ant-select-item-option', { hasText: text }).last().click();
  await page.keyboard.press('Escape');
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download.suggestedFilename();
}

pageTest('an officer computes, reads, explains a loser, exports', async (page) => {
  await signIn(page, 'officer', '/policies');
  await page.getByRole('link', { name: '政策测算' }).click();
  await page.getByText('还没有测算').waitFor();
  await page.getByRole('button', { name: '开始测算' }).click();
  await page.getByText('必填').waitFor();
  await choose(page, '测算的政策', 'demo-county');
  await page.getByRole('button', { name: '开始测算' }).click();
  await page.waitForURL('**/policies/what-if/1');

  const result = await get(page, '/api/what-if/1');
  const pooled = result.funds.find((fund) => fund.fund === 'pooled');
  const funds = page.getByRole('table', { name: '各项基金' });
  const row = funds.getByRole('row').filter({ hasText: result.funds[0].name.zh });
  await row.getByText(shown(result.funds[0].variants[1].paid), { exact: true }).first().waitFor();
  assert.ok(Number(pooled.variants[0].months_left) > 0);
  await funds.getByText(pooled.variants[1].months_left, { exact: true }).first().waitFor();

  await page.getByRole('tab', { name: '医疗机构' }).click();
  const providers = page.getByRole('table', { name: '医疗机构' });
  const table = result.tables.find(({ by }) => by === 'provider');
  await page.getByRole('textbox', { name: '筛选' }).last().fill(table.rows[0].code);
  const paid = shown(table.rows[0].variants[1].funds);
  await providers.getByText(paid, { exact: true }).first().waitFor();
  assert.equal(await providers.locator('tbody tr.ant-table-row').count(), 1);

  const { most } = result.variants[1].lose;
  const losers = page.getByRole('table', { name: '减少最多的十人' });
  const loser = losers.getByRole('row').filter({ hasText: most[0].case });
  await loser.getByText(shown(most[0].difference), { exact: true }).waitFor();
  await loser.getByRole('button', { name: '并排说明' }).click();
  const change = page.getByTestId('change');
  await change.getByText('从这里开始不同').waitFor();
  assert.equal(await change.locator('tr[data-first]').count(), 1);
  await page.getByRole('dialog').getByRole('button', { name: /close|关闭/i }).click();

  const exported = page.getByRole('button', { name: '导出 XLSX' });
  assert.equal(await saved(page, exported.first()), 'what-if-1-funds.xlsx');
  const pdf = await page.request.get('/api/what-if/1/pdf?lang=zh');
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');

  await page.getByRole('link', { name: '全部测算' }).click();
  await page.getByRole('row').filter({ hasText: '示范县' }).getByText('officer').waitFor();
});

pageTest('made cases compare two readings of a cap; a long one is cancelled', async (page) => {
  await signIn(page, 'officer', '/policies/what-if?base=xuzhou-county-2004');
  await page.getByTitle('生成的样例').click();
  await choose(page, '测算的政策', 'xuzhou-county-2004-as-built');
  await page.getByRole('button', { name: '开始测算' }).click();
  await page.getByText('不是实际费用').waitFor();
  await page.getByTestId('who-changes').getByText('基金少付').first().waitFor();
  const before = (await get(page, '/api/what-if')).items.length;

  await page.goto('/policies/what-if?base=xuzhou-county-2004&variant=xuzhou-county-2004-as-built');
  await page.getByTitle('生成的样例').click();
  await page.getByLabel('样例人数').fill('500000');
  await page.getByRole('button', { name: '开始测算' }).click();
  await page.getByRole('button', { name: '取消任务' }).click();
  await page.getByText('已取消', { exact: true }).waitFor();
  assert.equal((await get(page, '/api/what-if')).items.length, before);
});
