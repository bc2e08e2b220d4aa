// What waits for who signs in, and an employer's credit on its way from the request to the payment;
// a file of the tax office, told by its columns.
import assert from 'node:assert/strict';
import { changeUser, get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

const story = {};
const tasks = (page) => page.locator('section.panel', { hasText: '我的待办' });
const dialogOf = (page) => page.getByRole('dialog');

async function act(page, button, fields) {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  for (const [label, value] of Object.entries(fields)) {
    await dialogOf(page).getByLabel(label, { exact: true }).fill(value);
  }
  await dialogOf(page).getByRole('button', { name: '提交' }).click();
  await dialogOf(page).waitFor({ state: 'hidden' });
}

async function post(page, path, body) {
  const { csrf } = await get(page, '/api/session');
  const answer = await page.request.post(path, {
    headers: { 'X-CSRF-Token': csrf },
    data: body ?? {},
  });
  assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** 入库日期|实缴金额（分）|电子税票号码|应征凭证序号|纳税人识别号|纳税人名称|备注 */
const titlesInGb18030 = [
  'c8ebbfe2c8d5c6da7ccab5bdc9bdf0b6eea3a8b7d6a3a97cb5e7d7d3cbb0c6b1bac5c2eb',
  '7cd3a6d5f7c6bed6a4d0f2bac57cc4c9cbb0c8cbcab6b1f0bac57cc4c9cbb0c8cbc3fbb3',
  'c67cb1b8d7a2',
].join('');

/** A file of the tax office: bars, GB18030, two lines above the titles, fen. */
function taxFile(today, code) {
  const compact = today.replaceAll('-', '');
  const lines = [
    'Tax office',
    compact,
    Buffer.from(titlesInGb18030, 'hex').toString('latin1'),
    `${compact}|5000|TAX-1||${code}||`,
  ];
  return {
    name: 'tax.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(lines.join('\r\n'), 'latin1'),
  };
}

pageTest('a file of the tax office is told by its columns, sent and posted', async (page) => {
  await signIn(page, 'clerk', '/receipts');
  const { today } = await get(page, '/api/region');
  const employer = await post(page, '/api/employers', {
    name: '待退款商行',
    unit_kind: 'enterprise',
    documents: '营业执照',
    event_day: today,
  });
  story.code = employer.code;
  await page.locator('input[type=file]').setInputFiles(taxFile(today, story.code));
  await page.getByText('tax.txt：1 行 · 税务局入库明细').waitFor();
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.waitForURL(/receipts\/files/);
  await changeUser(page, 'finance', '/');
  await tasks(page).getByText('到账文件待入账').waitFor();
  const { items } = await get(page, '/api/receipt-files');
  await post(page, `/api/receipt-files/${items[0].id}/posting`);
  await page.goto(`/employers/${story.code}`);
  await page.getByText('TAX-1').waitFor();
  const { credit } = await get(page, `/api/employers/${story.code}/dues`);
  assert.equal(credit, '50.00');
});

pageTest('a file that fits no form says what it has and what was expected', async (page) => {
  await signIn(page, 'clerk', '/receipts');
  await page.locator('input[type=file]').setInputFiles({
    name: 'odd.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('日期,数额,凭证\n2026-01-01,5,1\n', 'utf8'),
  });
  const said = page.locator('.ant-alert', { hasText: '数额' });
  await said.waitFor();
  assert.match(await said.innerText(), /税务局入库明细/);
});

pageTest('credit is paid back by two persons, whom their tasks tell', async (page) => {
  await signIn(page, 'clerk', `/employers/${story.code}`);
  await act(page, '申请退款', { 开户行及账号: '工行 6222', 原因: '单位多缴' });
  await page.getByText('待审').first().waitFor();
  await changeUser(page, 'finance', '/');
  await tasks(page).getByText('单位结余退款待审').waitFor();
  await page.goto(`/employers/${story.code}`);
  await act(page, '批准', { 意见: '同意' });
  await page.getByText('已批准').first().waitFor();
  await page.goto('/');
  await tasks(page).waitFor();
  assert.equal(await tasks(page).getByText('单位结余退款待审').count(), 0);
});

pageTest('who has nothing to do is told so, and no role sees the work of another', async (page) => {
  await signIn(page, 'leader');
  await tasks(page).getByText('没有等待您办理的事项').waitFor();
  await changeUser(page, 'reviewer', '/');
  await tasks(page).waitFor();
  assert.equal(await tasks(page).getByText('到账文件').count(), 0);
});
