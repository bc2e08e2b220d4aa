// An employer from its registration to its bill, and why a figure is what it is.
import assert from 'node:assert/strict';
import { changeUser, get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function identityNumber(sequence) {
  const digits = `11010519850615${String(sequence).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}

const name = '端到端机械厂';

async function register(page, day) {
  await page.goto('/employers');
  await page.getByRole('button', { name: '登记单位' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('单位名称').fill(name);
  await dialog.getByLabel('已核验的证件').fill('营业执照');
  await dialog.getByLabel('事项日期').fill(day);
  await dialog.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1);
}

function membersFile(rows) {
  const head = '姓名,身份证号码,人员类别,月缴费工资,参保日期';
  const lines = rows.map((row) => row.join(','));
  return {
    name: 'members.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([head, ...lines].join('\r\n'), 'utf8'),
  };
}

async function importFile(page, code, rows) {
  await page.goto('/imports');
  await page.getByLabel('单位编号（行内未填时）').fill(code);
  await page.locator('input[type=file]').setInputFiles(membersFile(rows));
  await page.getByText(`members.csv：${rows.length} 行`).waitFor();
  await page.getByRole('button', { name: '开始导入' }).click();
  const result = page.getByTestId('import-result');
  await result.getByText('导入完成').waitFor();
  return result;
}

pageTest('an employer is registered, its members imported, the month levied', async (page) => {
  await signIn(page, 'clerk');
  const { today } = await get(page, '/api/region');
  const code = await register(page, today);
  const day = `${today.slice(0, 7)}-01`;
  const rows = [
    ['欧阳一', identityNumber(1), '在职', '6000', day],
    ['欧阳二', identityNumber(2), '董事', '6000', day],
  ];
  const result = await importFile(page, code, rows);
  await result.getByText('通过 1').waitFor();
  await result.getByText('险种中没有这个人员类别').waitFor();
  rows[1][2] = '在职';
  const again = await importFile(page, code, rows);
  await again.getByText('无变化 1').waitFor();

  await changeUser(page, 'finance', `/levy?month=${today.slice(0, 7)}`);
  await page.getByRole('button', { name: '试算' }).click();
  await page.getByText('试算结果（未入账）').waitFor();
  await page.getByRole('button', { name: '征缴入账' }).click();
  await page.getByRole('button', { name: '入账', exact: true }).click();
  await page.getByText('本次入账').waitFor();

  await changeUser(page, 'clerk', `/levy/bills/${today.slice(0, 7).replace('-', '')}-${code}-1`);
  await page.getByRole('link', { name }).waitFor();
  await page.getByText('欧阳一').click();
  const why = page.getByTestId('levy-explanation');
  await why.getByText('6000.00 × 8% = 480.00').waitFor();
  await why.getByText('第四条').first().waitFor();
  const members = await get(page, `/api/employers/${code}/members`);
  assert.equal(members.items.length, 2);
});

pageTest('a file without a needed column is refused before it is sent', async (page) => {
  await signIn(page, 'clerk', '/imports');
  await page.locator('input[type=file]').setInputFiles({
    name: 'wrong.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('姓名\r\n张三', 'utf8'),
  });
  await page.getByText('缺少列：').waitFor();
  assert.equal(await page.getByRole('button', { name: '开始导入' }).isDisabled(), true);
});
