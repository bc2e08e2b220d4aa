// A8, B2, B8, A10 in the browser: a household, an entitled person, a year's contributions to the
// last bill, and how far the target is reached.
import assert from 'node:assert/strict';
import { changeUser, get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function identityNumber(sequence) {
  const digits = `11010519850615${String(sequence).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}
const village = '990121/990121100/990121100200';

/** Writes as the page's user: what other tests do by hand. */
async function write(page, path, body) {
  const answer = await page.evaluate(
    async ([where, sent]) => {
      const session = await (await fetch('/api/session')).json();
      const done = await fetch(where, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf },
        body: JSON.stringify(sent),
      });
      return { status: done.status, body: await done.json() };
    },
    [path, body],
  );
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

async function payer(page, kind, organisation, name) {
  const { today } = await get(page, '/api/region');
  const made = await write(page, '/api/employers', {
    name,
    unit_kind: kind,
    organisation,
    documents: '批复',
    event_day: today,
  });
  return made.code;
}

async function resident(page, sequence, employer, begin) {
  const made = await write(page, '/api/persons', {
    name: `端到端居民${sequence}`,
    cert_no: identityNumber(sequence),
    category: '成年居民',
    begin,
    employer,
  });
  return made.psn_no;
}

const dialogOf = (page) => page.getByRole('dialog');

async function choose(page, label, text) {
  const box = dialogOf(page).getByRole('combobox', { name: label });
  await box.click();
  await box.fill(text);
  await page.locator('.ant-select-item-option', { hasText: text }).first().click();
}

pageTest('A8: a household is registered, somebody joins, and it is found again', async (page) => {
  await signIn(page, 'clerk', '/residents');
  const code = await payer(page, 'village', village, '端到端一村');
  const head = await resident(page, 601, code, '2026-03-01');
  const child = await resident(page, 602, code, '2026-03-01');
  await page.getByRole('button', { name: '登记一户' }).click();
  await dialogOf(page).getByLabel('户主人员编号').fill(head);
  await choose(page, '村（社区）机构', '柳河村');
  await dialogOf(page).getByLabel('住址').fill('柳河村3组');
  await dialogOf(page).getByLabel('入户日期').fill('2026-03-01');
  await dialogOf(page).getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name: '端到端居民601' }).waitFor();
  await page.getByRole('button', { name: '迁入' }).click();
  await dialogOf(page).getByLabel('人员编号').fill(child);
  await choose(page, '与户主关系', '子女');
  await dialogOf(page).getByLabel('入户日期').fill('2026-04-01');
  await dialogOf(page).getByRole('button', { name: '提交' }).click();
  await page.getByRole('link', { name: child }).waitFor();
  await page.goto('/residents?tab=households&text=端到端居民602');
  await page.getByText('端到端居民601').click();
  await page.getByText('柳河村3组').waitFor();
});

pageTest('B2, B8: an entitled person and the contributions of the year', async (page) => {
  await signIn(page, 'clerk');
  const code = await payer(page, 'village', village, '端到端二村');
  await payer(page, 'civil_affairs', '990121', '端到端民政局');
  await payer(page, 'finance_county', '990121', '端到端县财政');
  await resident(page, 611, code, '2027-01-01');
  const veteran = await resident(page, 612, code, '2027-01-01');
  await page.goto(`/persons/${veteran}`);
  await page.getByRole('button', { name: '认定' }).click();
  await choose(page, '资助对象', '重点优抚对象');
  await dialogOf(page).getByLabel('依据').fill('优抚证 0001');
  await dialogOf(page).getByLabel('首日').fill('2027-01-01');
  await dialogOf(page).getByRole('button', { name: '提交' }).click();
  await page.getByText('优抚证 0001').waitFor();

  await changeUser(page, 'finance', '/residents?tab=fixed');
  await page.getByRole('button', { name: '试算' }).click();
  await page.getByText('2027 年度试算结果（未入账）').waitFor();
  await page.getByRole('button', { name: '征缴入账' }).click();
  await page.getByRole('button', { name: '入账', exact: true }).click();
  await page.getByText('2027 年度本次入账').waitFor();
  await page.getByText('端到端民政局').first().waitFor();

  await changeUser(page, 'clerk', '/residents?tab=fixed');
  await page.locator('tbody tr', { hasText: '端到端民政局' }).first().click();
  await page.getByText('端到端居民612').click();
  const why = page.getByTestId('levy-explanation');
  await why.getByText('第六条').first().waitFor();
  await why.getByText('150.00').first().waitFor();
});

pageTest('A10: a target is set and the progress drawn against it', async (page) => {
  await signIn(page, 'leader', '/residents?tab=targets');
  await page.getByRole('button', { name: '设定任务' }).click();
  await dialogOf(page).getByLabel('任务数').fill('50');
  await dialogOf(page).getByLabel('应参保人口').fill('80');
  await dialogOf(page).getByRole('button', { name: '提交' }).click();
  await page.getByRole('img', { name: '参保人数变化' }).waitFor();
  const { today } = await get(page, '/api/region');
  const shown = await get(page, `/api/targets/${today.slice(0, 4)}/resident`);
  assert.equal(shown.whole.target, 50);
  await page.locator('tbody tr', { hasText: '清源县' }).click();
  await page.getByText('柳河镇').waitFor();
  await page.getByRole('button', { name: '上一级' }).click();
  await page.getByText('云岭县').waitFor();
});
