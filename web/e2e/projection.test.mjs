// P2: an officer projects the months to come under two sets of rules, reads the answer, exports it.
import assert from 'node:assert/strict';
import { get, pageTest, regionForTests, shown, signIn } from './browser.mjs';

regionForTests();

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download.suggestedFilename();
}

const field = (page, code) => page.locator(`#projection_assumed_${code}`);

pageTest('an officer states assumptions, projects two packs, reads and exports', async (page) => {
  await signIn(page, 'officer', '/policies');
  await page.getByRole('link', { name: '收支预测' }).click();
  await page.getByText('还没有预测').waitFor();
  assert.equal(await field(page, 'price_growth').inputValue(), '300');
  await page.getByText('-2000 至 3000').first().waitFor();

  await field(page, 'price_growth').fill('9000');
  await page.getByRole('button', { name: '开始预测' }).click();
  await page.getByText('费用价格增长：9000 不在 -2000 至 3000').waitFor();

  await field(page, 'price_growth').fill('500');
  await page.getByLabel('预测的政策').click();
  await page.keyboard.type('demo-city');
  await page.locator('.ant-select-item-option', { hasText: '(demo-city)' }).last().click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '开始预测' }).click();
  await page.waitForURL('**/policies/projection/1');

  const result = await get(page, '/api/projections/1');
  assert.equal(result.variants.length, 2);
  assert.equal(result.assumptions.find(({ code }) => code === 'price_growth').value, 500);
  await page.getByText(result.notes[0].zh).waitFor();
  const together = result.variants[0].funds.at(-1);
  const funds = page.getByRole('table', { name: '各项基金' });
  const row = funds.getByRole('row').filter({ hasText: together.name.zh }).first();
  await row.getByText(shown(together.months.at(-1).balance), { exact: true }).waitFor();
  const years = page.getByRole('table', { name: '逐年' });
  await years.getByText(shown(together.months[11].balance), { exact: true }).waitFor();
  assert.equal(await years.locator('tbody tr.ant-table-row').count(), 5);
  await page.getByRole('img', { name: '结余走势' }).locator('svg').waitFor();

  const pooled = result.variants[0].funds.find(({ fund }) => fund === 'pooled');
  await page.getByLabel('显示的基金').click();
  await page.locator('.ant-select-item-option', { hasText: pooled.name.zh }).last().click();
  await years.getByText(shown(pooled.months[59].balance), { exact: true }).waitFor();
  const assumed = page.getByRole('table', { name: '假设' });
  await assumed.getByRole('row').filter({ hasText: '费用价格增长' }).getByText('本次设定').waitFor();

  const exported = page.getByRole('button', { name: '导出 XLSX' });
  assert.equal(await saved(page, exported.first()), 'projection-1-funds.xlsx');
  const pdf = await page.request.get('/api/projections/1/pdf?lang=zh');
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');

  await page.getByRole('link', { name: '全部预测' }).click();
  await page.getByRole('row').filter({ hasText: '示范市' }).getByText('officer').waitFor();
});

pageTest('who may only read sees the projections and no form', async (page) => {
  await signIn(page, 'auditor', '/policies/projection');
  await page.getByText('已保存的预测').waitFor();
  assert.equal(await page.getByRole('button', { name: '开始预测' }).count(), 0);
});
