// B9: an employer's payroll beside what it declared.
import assert from 'node:assert/strict';
import { get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

const csv = (...lines) => ({
  name: 'payroll.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
});

pageTest('a payroll is compared, what differs is shown, a reviewer decides', async (page) => {
  await signIn(page, 'clerk', '/employers');
  const [employer] = (await get(page, '/api/employers?state=active')).items;
  await page.goto(`/employers/${employer.code}`);
  await page.getByText('没有稽核记录').waitFor();
  await page.getByRole('button', { name: '稽核工资' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('年度').fill('2026');
  await dialog.getByLabel('核查的材料').fill('全年工资发放表');
  const file = dialog.locator('input[type=file]');
  await file.setInputFiles(csv('姓名,工资', '张三,1'));
  await dialog.getByText('缺少列：').waitFor();
  await file.setInputFiles(csv('姓名,身份证号码,月缴费工资', '无此人,11010119900307803X,5000'));
  await dialog.getByText('1 行').waitFor();
  await dialog.getByRole('button', { name: '比对' }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: '相符 0 人' });
  await drawer.getByRole('row').filter({ hasText: '无此人' }).getByText('未参保').waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    drawer.getByRole('button', { name: '导出 XLSX' }).click(),
  ]);
  assert.equal(saved.suggestedFilename(), `wage-audit-${employer.code}-001.xlsx`);

  await page.context().clearCookies();
  await signIn(page, 'reviewer', `/employers/${employer.code}`);
  await page.getByRole('row').filter({ hasText: '全年工资发放表' }).getByText('待审').waitFor();
  await page.getByRole('button', { name: '不批准' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /提\s*交/ }).click();
  await page.getByRole('row').filter({ hasText: '全年工资发放表' }).getByText('未批准').waitFor();
});
