// P1: an officer writes a policy in tables and in its files; two officers do not overwrite each
// other.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

const share = '[data-table="employee/inpatient/pooled/share"]';
const adjusted = '[data-table="employee/inpatient/pooled/share.adjust.1"]';

async function send(page, method, path, data) {
  const { csrf } = await get(page, '/api/session');
  const answer = await page.request.fetch(path, {
    method,
    headers: { 'X-CSRF-Token': csrf },
    data,
  });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

async function openDraft(page, title) {
  await signIn(page, 'officer', '/policies');
  const draft = await send(page, 'POST', '/api/policy-drafts', { title });
  await page.goto(`/policies/drafts/${draft.number}/edit`);
  await page.getByRole('heading', { name: title }).waitFor();
  return draft;
}

async function openChange(page, table) {
  await page.locator(table).getByRole('button', { name: '自某日起修改' }).click();
  return page.getByRole('dialog');
}

async function choose(dialog, page, label, text) {
  await dialog.getByLabel(label, { exact: true }).click();
  await page.locator('.ant-select-item-option', { hasText: text }).first().click();
}

async function raise(page, value) {
  const dialog = await openChange(page, share);
  await dialog.getByLabel('自何日起').fill('2027-07-01');
  await dialog.getByLabel('三级', { exact: true }).fill(value);
  return dialog;
}

const save = (page) => page.getByRole('button', { name: '保存', exact: true });
const write = (dialog) => dialog.getByRole('button', { name: '写入草稿' });

pageTest('the share is raised from next July in the form, and the file says so', async (page) => {
  const draft = await openDraft(page, '提高三级医院比例');
  const dialog = await raise(page, '87');
  await dialog.getByText('E03').waitFor();
  assert.equal(await write(dialog).isDisabled(), true);
  await dialog.getByLabel('三级', { exact: true }).fill('87%');
  await choose(dialog, page, '依据文件', '职工');
  await dialog.getByLabel('条款').fill('第六条之二');
  await write(dialog).click();
  await page.locator(share).getByText('2027-07-01').first().waitFor();
  await page.getByRole('tab', { name: '差异（1）' }).click();
  await page.getByText('85% → 87%').waitFor();
  await save(page).click();
  await page.getByText('全部已保存').waitFor();
  const saved = await get(page, `/api/policy-drafts/${draft.number}`);
  const text = saved.files.find((file) => file.path.endsWith('employee.yaml')).text;
  assert.match(text, /- from: 2027-07-01\n.*\n.*3: \{value: 87%, source: \{document: employee/);
  await page.locator(share).getByRole('button', { name: '取消此段' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '取消此段' }).click();
  await page.getByRole('tab', { name: '差异（0）' }).waitFor();
});

pageTest('the retired below those in service are warned of', async (page) => {
  await openDraft(page, '退休人员比例');
  const dialog = await openChange(page, adjusted);
  await dialog.getByLabel('自何日起').fill('2027-07-01');
  await dialog.getByLabel('数值', { exact: true }).fill('minus 1 point');
  await dialog.getByText('退休人员比例低于在职').first().waitFor();
  await write(dialog).click();
  await page.locator('.draft-side').getByText('W03').first().waitFor();
});

pageTest('an error in the file is shown at its line', async (page) => {
  await openDraft(page, '文件');
  await page.getByRole('tab', { name: '文件', exact: true }).click();
  await page.getByRole('button', { name: 'parameters.yaml' }).click();
  const text = page.getByRole('textbox', { name: 'parameters.yaml' });
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nmistake: 1');
  const side = page.locator('.draft-side');
  await side.getByText('E10').first().waitFor();
  await side
    .getByRole('button', { name: /parameters\.yaml 第 \d+ 行/ })
    .first()
    .click();
  await page.locator('.cm-lint-marker-error').first().waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('没有错误。').waitFor();
});

pageTest('tables go out as a workbook and come back without a change', async (page) => {
  await openDraft(page, '表格');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出全部 XLSX' }).click(),
  ]);
  const buffer = await readFile(await file.path());
  await page.locator('input[type=file]').setInputFiles({
    name: 'a.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  });
  await page.getByText('表中数值与草稿相同').waitFor();
});

pageTest('of two officers the later one is told who saved, and loses nothing', async (page) => {
  const draft = await openDraft(page, '两个人');
  const dialog = await raise(page, '87%');
  await write(dialog).click();
  await page.getByText('有未保存的修改').waitFor();
  const path = `/api/policy-drafts/${draft.number}`;
  const theirs = await get(page, path);
  const area = theirs.files.find((file) => file.path.endsWith('area.yaml'));
  await send(page, 'PUT', path, {
    version: theirs.version,
    files: [{ path: area.path, text: `${area.text}# another officer\n` }],
  });
  await save(page).click();
  const conflict = page.getByText('在您打开之后，别人保存了这份草稿');
  await conflict.waitFor();
  await page
    .getByText('3: {value')
    .or(page.locator(share).getByText('2027-07-01'))
    .first()
    .waitFor();
  await page.getByRole('button', { name: '并入对方的保存' }).click();
  await conflict.waitFor({ state: 'hidden' });
  await save(page).click();
  await page.getByText('全部已保存').waitFor();
  const both = await get(page, path);
  assert.match(both.files.find((file) => file.path.endsWith('area.yaml')).text, /another officer/);
  assert.match(both.files.find((file) => file.path.endsWith('employee.yaml')).text, /87%/);
});

pageTest('what is typed while a save is under way is not taken for saved', async (page) => {
  const draft = await openDraft(page, '边存边写');
  await page.getByRole('tab', { name: '文件', exact: true }).click();
  await page.getByRole('button', { name: 'parameters.yaml' }).click();
  const text = page.getByRole('textbox', { name: 'parameters.yaml' });
  const type = async (words) => {
    await text.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(words);
  };
  await type('# first\n');
  let answer;
  const asked = new Promise((resolve) => {
    void page.route(
      `**/api/policy-drafts/${draft.number}`,
      (route) => {
        answer = () => route.continue();
        resolve();
      },
      { times: 1 },
    );
  });
  await save(page).click();
  await asked;
  await type('# second\n');
  await answer();
  await page.getByText('已保存', { exact: true }).waitFor();
  await page.getByText('有未保存的修改').waitFor();
  await save(page).click();
  await page.getByText('全部已保存').waitFor();
  const { files } = await get(page, `/api/policy-drafts/${draft.number}`);
  assert.match(files.find((one) => one.path === 'parameters.yaml').text, /# first\n# second\n/);
});

pageTest('a file that is no archive of this policy is refused with the reason', async (page) => {
  await signIn(page, 'officer', '/policies/drafts');
  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'other.tar', mimeType: 'x', buffer: Buffer.from('no tar') });
  const dialog = page.getByRole('dialog');
  await dialog.getByText('other.tar 未能导入').waitFor();
  await dialog.getByText('bad_archive').waitFor();
});

pageTest('a workbook of another form is refused until it is read and closed', async (page) => {
  await openDraft(page, '坏表格');
  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'b.xlsx', mimeType: 'x', buffer: Buffer.from('no xlsx') });
  await page.locator('.ant-modal-confirm-title', { hasText: 'b.xlsx 未能导入' }).waitFor();
});

pageTest('what no example and no past case reaches is counted on demand', async (page) => {
  await openDraft(page, '覆盖');
  await page.getByRole('tab', { name: /^覆盖/ }).click();
  const reach = page.getByTestId('reach');
  await reach.getByRole('button', { name: '统计历史病例' }).click();
  await reach.getByText(/项中有 \d+ 项缺少/).waitFor();
  await reach.getByText('职工基本医疗保险 › 住院').first().waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    reach.getByRole('button', { name: '导出 XLSX' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'policy-coverage.xlsx');
});
