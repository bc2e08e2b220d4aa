// P1-P3 from end to end on a fresh demo region, as ./run makes it: an officer raises a share from
// next July, sees what it would have cost, another person approves and publishes it, and on that
// day a settlement is paid by it and says so.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import {
  changeUser,
  get,
  pageTest,
  regionForTests,
  restartAhead,
  serverUrl,
  shown,
  signIn,
  someSettlement,
  wholePerson,
} from './browser.mjs';
import { moveCalendar, settleStay } from './hospital.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tongchou-story-'));
regionForTests({ keptIn: folder, persons: 3000 });
after(() => rmSync(folder, { recursive: true, force: true }));

const july = `${new Date().getFullYear() + 1}-07-01`;
const aheadMs = Date.parse(`${july}T09:00:00+08:00`) - Date.now();
const title = '三级医院住院 85% 提到 87%';
const share = '[data-table="employee/inpatient/pooled/share"]';
const panel = (page, name) => page.locator('section.panel', { hasText: name });

async function act(page, button, fields = {}) {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: '提交' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function readsThePolicyInForce(page) {
  await signIn(page, 'officer', '/policies');
  await page.getByRole('row').filter({ hasText: 'demo-city' }).getByRole('link').click();
  const table = page.locator('[data-parameter="share"]', { hasText: '第六条' }).first();
  await table.getByText('85%', { exact: true }).first().waitFor();
}

async function writesTheChange(page) {
  await page.goto('/policies/drafts');
  await act(page, '新建草稿', { 名称: title });
  await page.getByRole('heading', { name: title }).waitFor();
  const number = page.url().split('/').pop();
  await page.goto(`/policies/drafts/${number}/edit`);
  await page.locator(share).getByRole('button', { name: '自某日起修改' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('自何日起').fill(july);
  await dialog.getByLabel('三级', { exact: true }).fill('870%');
  await dialog.locator('.is-error').first().waitFor();
  assert.equal(await dialog.getByRole('button', { name: '写入草稿' }).isDisabled(), true);
  await dialog.getByLabel('三级', { exact: true }).fill('87%');
  await dialog.getByLabel('依据文件', { exact: true }).click();
  await page.locator('.ant-select-item-option', { hasText: '职工' }).first().click();
  await dialog.getByLabel('条款').fill('第六条之二');
  await dialog.getByRole('button', { name: '写入草稿' }).click();
  await page.getByRole('tab', { name: '差异（1）' }).click();
  await page.getByText('85% → 87%').waitFor();
  await page.getByRole('tab', { name: '示例不符（0）' }).click();
  await page.getByText('个示例全部通过').waitFor();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('全部已保存').waitFor();
  return number;
}

async function asksWhatItWouldCost(page, number) {
  await page.goto(`/policies/drafts/${number}`);
  await panel(page, '检查结果').getByText('通过：可以送审').waitFor();
  await page.getByRole('link', { name: /测算/ }).click();
  await page.getByText(`draft:${number}`).or(page.getByText(title)).first().waitFor();
  await page.getByRole('button', { name: '开始测算' }).click();
  await page.waitForURL('**/policies/what-if/1');
  const result = await get(page, '/api/what-if/1');
  assert.equal(result.variants[1].name, `draft:${number}@${july}`);
  assert.ok(result.variants[1].gain.persons > 0, 'a share that rises gains somebody');
  const pooled = result.funds.find(({ fund }) => fund === 'pooled');
  const funds = page.getByRole('table', { name: '各项基金' });
  for (const { paid, months_left: months } of pooled.variants) {
    await funds.getByText(shown(paid), { exact: true }).first().waitFor();
    await funds.getByText(months, { exact: true }).first().waitFor();
  }
  await page.getByRole('table', { name: '减少最多的十人' }).waitFor();
  const [most] = result.variants[1].gain.most;
  const gainers = page.getByRole('table', { name: '增加最多的十人' });
  const row = gainers.getByRole('row').filter({ hasText: most.case });
  await row.getByRole('button', { name: '并排说明' }).click();
  const change = page.getByTestId('change');
  await change.getByText('从这里开始不同').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: /close|关闭/i }).click();
}

async function isPublished(page, number) {
  const path = `/policies/drafts/${number}`;
  await page.goto(path);
  await act(page, '送审');
  await page.locator('.page-head').getByText('待审定').waitFor();
  await changeUser(page, 'leader', path);
  await panel(page, '与依据版本的差异').getByText('87%').first().waitFor();
  await act(page, '审定通过', { 意见: '同意' });
  await act(page, '发布');
  await page.locator('.page-head').getByText('已发布').waitFor();
}

/** A stay of somebody in service in a hospital of level 3, settled today. */
async function settlesAStay(page) {
  const before = await someSettlement(
    page,
    (item) => item.provider.level === '3' && item.scheme?.id === 'employee',
  );
  const { area } = await get(page, '/api/region');
  const till = { url: serverUrl(), area, institution: before.provider.id };
  const { items } = await get(page, '/api/settlements?limit=100');
  const line = await plainLine(page, items);
  const { items: persons } = await get(page, '/api/persons?limit=100');
  const inService = persons.filter(
    (it) => it.scheme?.id === 'employee' && it.category?.id === 'active',
  );
  for (const one of inService) {
    const person = await wholePerson(page, one.psn_no);
    if (person.aid !== null || person.civil_servant) continue;
    const done = await settleStay(till, person, line).catch((error) => {
      if (!error.message.includes('2401')) throw error; // is in hospital already
      return null;
    });
    if (done !== null) return done;
  }
  throw new Error('nobody could be admitted');
}

/** Some thousand yuan of a class A item without a ceiling. */
async function plainLine(page, settlements) {
  for (const { setl_id: id } of settlements) {
    const { lines } = await get(page, `/api/settlements/${id}`);
    const item = lines.find(
      (it) => it.class === 'A' && it.ceiling === null && /^\d+\.\d\d$/.test(it.price),
    );
    if (!item) continue;
    const fen = BigInt(item.price.replace('.', ''));
    const count = 2_000_000n / fen + 1n;
    const all = count * fen;
    const amount = `${all / 100n}.${String(all % 100n).padStart(2, '0')}`;
    return { code: item.item_code, price: item.price, count: String(count), amount };
  }
  throw new Error('the demo region has no such item');
}

pageTest('a share is raised from next July: from the form to publication', async (page) => {
  await readsThePolicyInForce(page);
  const number = await writesTheChange(page);
  await asksWhatItWouldCost(page, number);
  await isPublished(page, number);
  const { items } = await get(page, '/api/policy-versions');
  assert.deepEqual([items.at(-1).number, items.at(-1).valid_from], [2, july]);

  await restartAhead(folder, aheadMs);
  moveCalendar(aheadMs);
});

pageTest('a settlement of that day is paid by the new version and says so', async (page) => {
  await signIn(page, 'clerk', '/settlements');
  const id = await settlesAStay(page);
  const settled = await get(page, `/api/settlements/${id}`);
  const { items } = await get(page, '/api/policy-versions');
  assert.equal(settled.pack.digest, items.at(-1).digest);
  await page.goto(`/settlements/${id}`);
  await page.locator('[data-figure="fund:pooled"]').first().click();
  const explanation = page.getByTestId('explanation');
  await explanation.getByText('87%').first().waitFor();
  await explanation.getByText('第六条之二').first().waitFor();
});
