// E1–E4 and B7 in the browser: a cadre from the list to a paid bill and a health file, pre-funding,
// a soldier's sheet, the off-site quota.
import assert from 'node:assert/strict';
import { changeUser, get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

async function act(page, button, fields) {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) {
    await dialog.getByLabel(label, { exact: true }).fill(value);
  }
  await dialog.getByRole('button', { name: '提交' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** One with somebody retired among its members. */
async function employerOfRetired(page) {
  const { items } = await get(page, '/api/employers?state=active&limit=50');
  for (const { code } of items) {
    const members = await get(page, `/api/employers/${code}/members?limit=200`);
    if (members.items.some((one) => one.category.id === 'retired')) return code;
  }
  throw new Error('nobody is retired');
}

pageTest('E1 E2: a cadre is listed, levied and has a health file', async (page) => {
  await signIn(page, 'clerk', '/special');
  const { today } = await get(page, '/api/region');
  const year = Number(today.slice(0, 4)) + 1;
  const [{ code }] = (await get(page, '/api/employers?state=active&limit=1')).items;
  await act(page, '列入名单', {
    姓名: '离休老人',
    身份证号: '110105193302017374',
    付费单位编码: code,
    起始日: `${today.slice(0, 4)}-01-01`,
    依据材料: '基本情况报表',
  });
  await page.getByRole('link', { name: '离休老人' }).click();
  await act(page, '登记体检', { 日期: today, 地点: '市医院', 医生: '李医生', 结果: '血压偏高' });
  await page.getByText('血压偏高').waitFor();
  await page.goto(`/special?tab=year&year=${year}`);
  await act(page, '提出标准', { 总费用: '30000.00', 人数: '3', 依据材料: '决算表' });
  await changeUser(page, 'reviewer', `/special?tab=year&year=${year}`);
  await act(page, '批准', { 意见: '同意' });
  await page.getByText('已批准').first().waitFor();
  await changeUser(page, 'finance', `/special?tab=year&year=${year}`);
  await page.getByRole('button', { name: '试算' }).click();
  await page.getByText('离休老人').waitFor();
  await page.getByRole('button', { name: '开单' }).click();
  await page.locator('.ant-popconfirm').getByRole('button').last().click();
  const bill = page.getByRole('link', { name: /_cadre-1$/ });
  await bill.waitFor();
  assert.match(await bill.innerText(), new RegExp(`^${year}01-${code}_cadre-1$`));
  await bill.click();
  await page.getByText('10,000.00').first().waitFor();
});

pageTest('B7: pre-funding is previewed and posted on the employer’s page', async (page) => {
  await signIn(page, 'clerk', '/employers');
  const { today } = await get(page, '/api/region');
  const code = await employerOfRetired(page);
  await changeUser(page, 'finance', `/employers/${code}`);
  await page.getByLabel('类型', { exact: true }).click();
  await page.getByTitle('按固定年数预提').click();
  await page.getByLabel('申报日').fill(today);
  await page.getByLabel('依据文件').fill('破产裁定书');
  await page.getByRole('button', { name: '试算汇总表' }).click();
  await page.getByText('月龄').first().waitFor();
  await page.getByRole('button', { name: '开单' }).click();
  await page.locator('.ant-popconfirm').getByRole('button').last().click();
  await page.getByRole('link', { name: '打印汇总表' }).waitFor();
  const dues = await get(page, `/api/employers/${code}_prefund/dues`);
  assert.equal(dues.debts.length, 1);
  await page.getByText(/预提资金/).first().waitFor();
});

pageTest('E3 E4: soldiers have a list and the quota its arithmetic', async (page) => {
  await signIn(page, 'clerk', '/special?tab=soldiers');
  const { today } = await get(page, '/api/region');
  const { items } = await get(page, '/api/persons?limit=50');
  const person = items.find((one) => one.status === 'active');
  const [{ code }] = (await get(page, '/api/employers?state=active&limit=1')).items;
  await act(page, '列入名单', {
    人员编号: person.psn_no,
    付费单位编码: code,
    起始日: today,
    依据材料: '残疾军人证',
  });
  await page.getByRole('link', { name: person.name }).first().waitFor();
  await page.goto(`/special?tab=offsite&year=${Number(today.slice(0, 4)) + 1}`);
  await page.getByText('÷').first().waitFor();
  await page.getByText('第八条').first().waitFor();
});
