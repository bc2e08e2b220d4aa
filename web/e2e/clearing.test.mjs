// Two areas on one server: whose user somebody is, and what the two owe each other.
import assert from 'node:assert/strict';
import { get, pageTest, regionForTests, shown, signIn } from './browser.mjs';

regionForTests({ areas: ['demo-city', 'demo-county'] });

pageTest('the area is chosen at sign-in and its name stands on the page', async (page) => {
  const { items } = await get(page, '/api/areas');
  const county = items.find((area) => area.id === '990200');
  await signIn(page, 'finance', '/', county.name.zh);
  assert.equal((await get(page, '/api/region')).area, '990200');
  await page.locator('.brand').getByText(county.name.zh).waitFor();
});

pageTest('clearing shows both directions, their items and the net', async (page) => {
  await signIn(page, 'finance');
  const { latest_date: latest } = await get(page, '/api/overview');
  const month = latest.slice(0, 7);
  await page.goto(`/clearing?month=${month}`);
  const [pair] = (await get(page, `/api/clearing/${month}`)).pairs;
  assert.ok(pair.owing.items + pair.claiming.items > 0, 'the demo has people treated elsewhere');
  await page.getByRole('heading', { name: /应付：.*参保人在.*就医/ }).waitFor();
  await page.getByRole('heading', { name: /应收：.*参保人在.*就医/ }).waitFor();
  assert.equal(await page.getByText('两边一致').count(), 2);
  await page.getByText(shown(pair.net), { exact: true }).first().waitFor();
  await page.getByText('每笔指令都已办结').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 XLSX' }).first().click(),
  ]);
  assert.equal(file.suggestedFilename(), `clearing-${month}-990100-990200.xlsx`);
});

pageTest('a clerk has no clearing', async (page) => {
  await signIn(page, 'clerk');
  await page.getByRole('link', { name: '概览' }).waitFor();
  assert.equal(await page.getByRole('link', { name: '异地清算' }).count(), 0);
});
