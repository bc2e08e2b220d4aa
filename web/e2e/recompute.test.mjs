// D9: a document comes late and applies from a past day. A version of it is written, approved and
// published; what was settled since is listed, approved by another person, done again and paid.
import assert from 'node:assert/strict';
import { get, pageTest, regionForTests, shown, signIn } from './browser.mjs';

regionForTests();

const file = 'employee.yaml';
const share = '              table: {1: 70%, 2: 60%, 3: 50%}\n';
const reason = '市医保〔2026〕9号';
const story = {};
const panel = (page, title) => page.locator('section.panel', { hasText: title });
const head = (page) => panel(page, `追溯重算 ${story.number}`);

async function send(page, method, path, data) {
  const { csrf } = await get(page, '/api/session');
  return page.request.fetch(path, { method, headers: { 'X-CSRF-Token': csrf }, data });
}

/** Clicks `button`, fills its form and sends it. */
async function act(scope, button, fields = {}) {
  const page = scope.page ? scope.page() : scope;
  await scope.getByRole('button', { name: button, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: '提交' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function change(page, user, path) {
  await page.getByRole('button', { name: '退出' }).click();
  await signIn(page, user, path);
}

async function refused(answer, status, code) {
  const { error } = await answer.json();
  assert.deepEqual([answer.status(), error.code], [status, code]);
}

/** What the editor would write: five points more at the outpatient desk since `day`. */
async function write(page, number, day) {
  const draft = await get(page, `/api/policy-drafts/${number}`);
  const text = draft.files.find((one) => one.path === file).text;
  const more = [
    share,
    `            - from: ${day}\n`,
    '              source: {document: employee, article: 第十三条}\n',
    '              table: {1: 75%, 2: 65%, 3: 55%}\n',
  ];
  const answer = await send(page, 'PUT', `/api/policy-drafts/${number}`, {
    version: draft.version,
    files: [{ path: file, text: text.replace(share, more.join('')) }],
  });
  assert.ok(answer.ok(), await answer.text());
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download.suggestedFilename();
}

pageTest('a rule of a past day is written by one and published by another', async (page) => {
  await signIn(page, 'officer', '/policies/drafts');
  const { today } = await get(page, '/api/region');
  story.day = new Date(Date.parse(today) - 60 * 86_400_000).toISOString().slice(0, 10);
  await act(page, '新建草稿', { 名称: '门诊提高五个百分点' });
  await page.getByRole('heading', { name: '门诊提高五个百分点' }).waitFor();
  story.draft = page.url().split('/').pop();
  await write(page, story.draft, story.day);
  await page.reload();
  await panel(page, '检查结果').getByText('通过：可以送审').waitFor();
  await act(page, '送审');
  await page.locator('.page-head').getByText('待审定').waitFor();
  await refused(
    await send(page, 'POST', `/api/policy-drafts/${story.draft}/decide`, { approve: true }),
    403,
    'right_missing',
  );
  await change(page, 'leader', `/policies/drafts/${story.draft}`);
  await act(page, '审定通过', { 意见: '同意' });
  await act(page, '发布', { 原因: `${reason}迟到` });
  await page.locator('.page-head').getByText('已发布').waitFor();
});

pageTest('who has no right to it neither finds the page nor gets its lists', async (page) => {
  await signIn(page, 'clerk', '/policies');
  await page.getByRole('link', { name: '草稿' }).waitFor();
  assert.equal(await page.getByRole('link', { name: '追溯重算' }).count(), 0);
  await page.goto('/policies/retroactive');
  await page.getByText('您的岗位无权查看此页').waitFor();
  assert.equal(await page.getByRole('button', { name: '拟定清单' }).count(), 0);
  await refused(
    await send(page, 'POST', '/api/recomputes', { from: story.day, reason }),
    403,
    'right_missing',
  );
});

pageTest('what was settled since is listed with its differences; no money moves', async (page) => {
  await signIn(page, 'finance', '/policies');
  await page.getByRole('link', { name: '追溯重算' }).click();
  await page.getByText('还没有追溯重算').waitFor();
  await page.getByRole('button', { name: '拟定清单' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('自（结算日期）').fill(story.day);
  await dialog.getByLabel('依据').fill(reason);
  await dialog.getByRole('button', { name: '拟定清单' }).click();
  await page.getByRole('row', { name: reason }).getByText('待审').waitFor();
  const [paper] = (await get(page, '/api/recomputes')).items;
  story.number = paper.number;
  story.paper = paper;
  assert.ok(paper.persons > 2 && paper.providers.length > 0, 'the demo has settlements since');
  await page.getByRole('link', { name: paper.number }).click();
  await head(page).getByText(shown(paper.to_pay)).first().waitFor();
  const provider = paper.providers[0];
  const providers = page.getByRole('table', { name: '各医疗机构' });
  const row = providers.getByRole('row').filter({ hasText: provider.name });
  await row.getByText(shown(provider.funds.after), { exact: true }).waitFor();
  const { items } = await get(page, `/api/recomputes/${paper.number}/persons`);
  const [person] = items;
  story.person = person;
  const persons = page.getByRole('table', { name: '各参保人' });
  const theirs = persons.getByRole('row').filter({ hasText: person.psn_no });
  await theirs.getByText(person.lines[0].setl_id).waitFor();
  await theirs.getByText(shown(person.due), { exact: true }).first().waitFor();
  const line = person.lines[0];
  assert.ok(line.date >= story.day);
  // Who drew it up does not decide, and nothing is posted before.
  for (const name of ['批准', '不批准', '入账', '结清全部差额']) {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
  }
  const path = `/api/recomputes/${paper.number}`;
  const decided = await send(page, 'POST', `${path}/decision`, { approve: true });
  await refused(decided, 403, 'right_missing');
  assert.equal((await page.request.get(`${path}/persons/${person.psn_no}/pdf`)).status(), 409);
});

pageTest('another person is told of it and approves', async (page) => {
  await signIn(page, 'leader', '/');
  await page.getByRole('link', { name: '追溯重算待审' }).click();
  await page.getByRole('link', { name: story.number }).click();
  const [{ setl_id }] = story.person.lines;
  assert.equal((await get(page, `/api/settlements/${setl_id}`)).reversed_by, null);
  await act(page, '批准', { 意见: '同意' });
  await head(page).getByText('已批准').first().waitFor();
  assert.equal(await page.getByRole('button', { name: '入账', exact: true }).count(), 0);
  await page.goto('/');
  await page.locator('section.panel', { hasText: '我的待办' }).waitFor();
  assert.equal(await page.getByRole('link', { name: '追溯重算待审' }).count(), 0);
});

pageTest('it is posted, explained, noticed and paid, and the books agree', async (page) => {
  await signIn(page, 'finance', '/');
  await page.getByRole('link', { name: '追溯重算待入账' }).click();
  await page.getByRole('link', { name: story.number }).click();
  await page.getByRole('button', { name: '入账', exact: true }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '入账' }).click();
  await head(page).getByText('已入账').first().waitFor();
  const persons = page.getByRole('table', { name: '各参保人' });
  const theirs = persons.getByRole('row').filter({ hasText: story.person.psn_no });
  await theirs.getByText('已入账，未结清').waitFor();

  const papers = [theirs, page.getByRole('table', { name: '各医疗机构' })];
  for (const scope of papers) {
    const href = await scope.getByRole('link', { name: '通知书' }).first().getAttribute('href');
    const pdf = await page.request.get(href);
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-', href);
  }
  await act(theirs, '结清', { 付款凭据: 'B-1' });
  await theirs.getByText('已结清').waitFor();
  await act(page, '结清全部差额', { 付款凭据: 'B-2' });
  await persons.getByText('已入账，未结清').first().waitFor({ state: 'detached' });
  const path = `/api/recomputes/${story.number}`;
  const { items } = await get(page, `${path}/persons`);
  assert.deepEqual([...new Set(items.map((one) => one.stage))], ['settled']);
  const again = await send(page, 'POST', `${path}/payments`, { psn_no: items[0].psn_no });
  await refused(again, 409, 'recompute_state');

  const xlsx = [
    ['按人员导出 XLSX', `recompute-${story.number}.xlsx`],
    ['按结算导出 XLSX', `recompute-${story.number}-settlements.xlsx`],
  ];
  for (const [name, fileName] of xlsx) {
    assert.equal(await saved(page, page.getByRole('button', { name })), fileName);
  }

  let job = await (await send(page, 'POST', '/api/ledger/verify')).json();
  while (job.status === 'running') {
    await page.waitForTimeout(200);
    job = await get(page, `/api/jobs/${job.id}`);
  }
  assert.deepEqual([job.status, job.clean], ['succeeded', true]);
});

pageTest('the old settlement tells which one stands for it, and why', async (page) => {
  await signIn(page, 'auditor', `/policies/retroactive/${story.number}`);
  const [{ setl_id }] = story.person.lines;
  await page.getByRole('link', { name: setl_id }).click();
  await page.getByText(`按追溯适用的政策重新结算，依据：${reason}`).waitFor();
  const { recompute } = await get(page, `/api/settlements/${setl_id}`);
  await page.getByRole('link', { name: recompute.redone }).first().click();
  await page.waitForURL(`**/settlements/${recompute.redone}`);
});
