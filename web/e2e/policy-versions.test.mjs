// P3: a policy from a draft to publication, by two users: one writes, the other approves what
// changes value by value and publishes it.
import assert from 'node:assert/strict';
import { changeUser, get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

const file = 'employee.yaml';
const written = '              table: {1: 70%, 2: 60%, 3: 50%}\n';
const later = `${new Date().getFullYear() + 1}-07-01`;
const panel = (page, title) => page.locator('section.panel', { hasText: title });

async function act(page, button, fields = {}) {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: '提交' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** What the editor would write: level 3 at 55 % from next July. */
async function write(page, number) {
  const { csrf } = await get(page, '/api/session');
  const draft = await get(page, `/api/policy-drafts/${number}`);
  const text = draft.files.find((one) => one.path === file).text;
  const more = [
    written,
    `            - from: ${later}\n`,
    '              source: {document: employee, article: 第十三条}\n',
    written.replace('3: 50%', '3: 55%'),
  ];
  const answer = await page.request.put(`/api/policy-drafts/${number}`, {
    headers: { 'X-CSRF-Token': csrf },
    data: {
      version: draft.version,
      files: [{ path: file, text: text.replace(written, more.join('')) }],
    },
  });
  assert.ok(answer.ok(), await answer.text());
}

pageTest('one writes, another approves and publishes, and the versions say so', async (page) => {
  await signIn(page, 'officer', '/policies');
  await page.getByRole('link', { name: '草稿' }).click();
  await act(page, '新建草稿', { 名称: '三级门诊提高到 55%' });
  await page.getByRole('heading', { name: '三级门诊提高到 55%' }).waitFor();
  const number = page.url().split('/').pop();
  await panel(page, '检查结果').getByText('不通过').waitFor();
  await write(page, number);
  await page.reload();
  await panel(page, '检查结果').getByText('通过：可以送审').waitFor();
  const changed = panel(page, '与依据版本的差异');
  await changed.getByText('55%').first().waitFor();
  await changed.getByText(later).first().waitFor();
  await act(page, '送审');
  await page.locator('.page-head').getByText('待审定').waitFor();
  assert.equal(await page.getByRole('button', { name: '审定通过' }).count(), 0);

  await changeUser(page, 'leader', '/');
  await page.getByRole('link', { name: '政策草稿待审定' }).click();
  await page.getByRole('link', { name: '三级门诊提高到 55%' }).click();
  await panel(page, '与依据版本的差异').getByText('55%').first().waitFor();
  await act(page, '审定通过', { 意见: '同意' });
  await act(page, '发布');
  await page.locator('.page-head').getByText('已发布').waitFor();

  await page.goto('/policies/versions');
  const table = page.getByLabel('版本', { exact: true }).first();
  await table.getByText('三级门诊提高到 55%').waitFor();
  await table.getByText('现行').waitFor();
  await panel(page, '比较两个版本').getByText('55%').first().waitFor();
  const { items } = await get(page, '/api/policy-versions');
  assert.deepEqual(
    items.map((one) => [one.number, one.state]),
    [
      [1, 'superseded'],
      [2, 'published'],
    ],
  );
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    table.getByRole('link', { name: '下载归档' }).first().click(),
  ]);
  assert.equal(download.suggestedFilename(), 'demo-city-2.tar');
});
