// From the levy to the money: a file of receipts from the clerk's preview to the bills, a receipt
// that nobody is known for, what an employer owes and has paid, and the notices to who owes.
import assert from 'node:assert/strict';
import { changeUser, get, pageTest, regionForTests, shown, signIn } from './browser.mjs';

regionForTests();

const monthsBefore = 3;
const unknownName = '来历不明商行';
const reference = (n) => `E2E-${n}`;
/** What the tests of this file hand on to the next: the bills by the line that pays them. */
const story = {};

const fen = (amount) => Math.round(Number(amount) * 100);
const yuan = (amount_fen) => (amount_fen / 100).toFixed(2);
const dialogOf = (page) => page.getByRole('dialog');
const tableRow = (scope, text) => scope.locator('tbody tr', { hasText: text });
const panel = (page, title) =>
  page.locator('section.panel').filter({ has: page.getByRole('heading', { name: title }) });

function pastMonth(today) {
  const [year, month] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - monthsBefore, 1)).toISOString().slice(0, 7);
}

async function levy(page, month) {
  await page.goto(`/levy?month=${month}`);
  await page.getByRole('button', { name: '征缴入账' }).click();
  await page.getByRole('button', { name: '入账', exact: true }).click();
  await page.getByText(`${month} 本次入账`).waitFor();
}

async function debtOf(page, bill) {
  const { debts } = await get(page, `/api/employers/${bill.employer}/dues`);
  return debts.find((debt) => debt.bill === bill.number);
}

/** The first bills of the month, with what each owes today. */
async function openBills(page, month, count) {
  const { items } = await get(page, `/api/levy/months/${month}/bills?limit=200`);
  const named = items.filter(
    (bill) => items.filter((other) => other.employer_name === bill.employer_name).length === 1,
  );
  assert.ok(named.length >= count, `${named.length} bills`);
  const debts = named.slice(0, count).map(async (bill) => {
    const { open, fee_if_paid } = await debtOf(page, bill);
    return { ...bill, open_fen: fen(open.total), fee_fen: fen(fee_if_paid) };
  });
  return Promise.all(debts);
}

function receiptsFile(rows) {
  const head = '到账日期,金额,银行流水号,缴费单号,单位编号或信用代码,缴款单位,摘要';
  const lines = rows.map((row) => row.join(','));
  return {
    name: 'bank.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([head, ...lines].join('\r\n'), 'utf8'),
  };
}

async function seesCounts(report, counts) {
  for (const [name, count] of Object.entries(counts)) {
    const fact = report.locator('.facts > div').filter({ hasText: name });
    assert.match(await fact.locator('dd').innerText(), new RegExp(`^${count}( |$)`), name);
  }
}

pageTest('a file of receipts: sent and previewed by the clerk, posted by finance', async (page) => {
  await signIn(page, 'finance');
  const { today } = await get(page, '/api/region');
  const month = pastMonth(today);
  await levy(page, month);
  const [whole, exact, half, held] = await openBills(page, month, 4);
  assert.ok(whole.fee_fen > 0, 'a bill of three months ago has a late fee');
  Object.assign(story, { today, month, whole, exact, half, held });
  const half_fen = Math.floor(half.open_fen / 2);
  const held_fen = held.open_fen + held.fee_fen;
  const rows = [
    [today, yuan(whole.open_fen + whole.fee_fen), reference(1), whole.number, '', '', ''],
    [today, yuan(exact.open_fen), reference(2), '', exact.employer, '', ''],
    [today, yuan(half_fen), reference(3), '', '', half.employer_name, '先付一半'],
    [today, yuan(held_fen), reference(4), '', '', unknownName, ''],
    [`${today.slice(0, 4)}-13-45`, '88.00', reference(5), '', exact.employer, '', ''],
  ];
  Object.assign(story, { half_fen, held_fen, rows });

  await changeUser(page, 'clerk', '/receipts');
  await page.locator('input[type=file]').setInputFiles(receiptsFile(rows));
  await page.getByText(`bank.csv：${rows.length} 行`).waitFor();
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByRole('heading', { name: 'bank.csv' }).waitFor();
  story.file = new URL(page.url()).pathname;
  await page.getByText('未入账', { exact: true }).waitFor();
  await page.getByRole('button', { name: '试算', exact: true }).click();
  const preview = panel(page, '试算结果');
  await preview.waitFor();
  const counts = { 已匹配: 3, 待处理: 1, 未通过: 1 };
  await seesCounts(preview, counts);
  await tableRow(preview, reference(4)).getByText(unknownName).first().waitFor();
  assert.equal(await page.getByRole('button', { name: '入账', exact: true }).count(), 0);
  assert.equal((await debtOf(page, whole)).paid.total, '0.00', 'a preview books nothing');

  await changeUser(page, 'finance', story.file);
  await page.getByRole('button', { name: '入账', exact: true }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '入账', exact: true }).click();
  const posted = panel(page, '入账结果');
  await posted.waitFor();
  await seesCounts(posted, counts);
  await page.getByText('已入账', { exact: true }).waitFor();
  assert.equal(await page.getByRole('button', { name: '入账', exact: true }).count(), 0);
  const lines = await get(page, `/api/receipt-files/${story.file.split('/').at(-1)}/lines`);
  const refused = lines.items.find((line) => line.cells.reference === reference(5));
  assert.equal(refused.problem.code, 'bad_date');
  const all = panel(page, '明细');
  await all.getByText('未通过', { exact: true }).first().click();
  await tableRow(all, reference(5)).getByText(refused.problem.text.zh).waitFor();
  assert.equal(await tableRow(all, reference(1)).count(), 0, 'the refused ones alone');

  assert.equal((await debtOf(page, whole)).open.total, '0.00');
  assert.equal(fen((await debtOf(page, half)).paid.total), half_fen);
});

pageTest('a file is not taken twice, and one without a needed column not sent', async (page) => {
  await signIn(page, 'clerk', '/receipts');
  const file = page.locator('input[type=file]');
  await file.setInputFiles({
    name: 'wrong.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('日期,金额\r\n2026-01-01,5', 'utf8'),
  });
  await page.getByText('文件的列与任何一种格式都不符').waitFor();
  const send = page.getByRole('button', { name: '上传', exact: true });
  assert.equal(await send.isDisabled(), true);
  await file.setInputFiles(receiptsFile(story.rows));
  await send.click();
  await page.getByRole('alert').filter({ hasText: 'bank.csv' }).waitFor();
  assert.equal((await get(page, '/api/receipt-files')).items.length, 1);
});

pageTest('the clerk gives a held receipt to an employer, whose page shows it', async (page) => {
  const { held, held_fen } = story;
  await signIn(page, 'clerk', '/receipts');
  const waiting = panel(page, '待处理到账');
  const row = tableRow(waiting, reference(4));
  await row.getByText(shown(yuan(held_fen))).waitFor();
  await row.getByRole('button', { name: '指定单位' }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('单位编号').fill('E99999');
  await dialog.getByRole('button', { name: '指定单位' }).click();
  await dialog.getByLabel('原因').fill('电话核实，为该单位缴费');
  await dialog.getByRole('button', { name: '指定单位' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'E99999' }).waitFor();
  await dialog.getByLabel('单位编号').fill(held.employer);
  await dialog.getByRole('button', { name: '指定单位' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await waiting.getByText('没有待处理的到账').waitFor();
  const search = page.getByLabel('按银行流水号查找');
  await search.fill(reference(4));
  await search.press('Enter');
  const found = panel(page, '按银行流水号查找');
  await found.getByText('电话核实，为该单位缴费').waitFor();

  await found.getByRole('link', { name: held.employer_name }).click();
  await page.getByRole('heading', { name: held.employer_name }).waitFor();
  const dues = panel(page, '欠费与到账');
  const amounts = await tableRow(dues, held.number).first().locator('td').allInnerTexts();
  assert.deepEqual(amounts.slice(2, 5), [
    shown(yuan(held.open_fen)),
    shown(yuan(held.open_fen)),
    '0.00',
  ]);
  const paid = tableRow(dues, reference(4));
  await paid.getByText(shown(yuan(held_fen))).waitFor();
  await paid.getByText('滞纳金').waitFor();
  await dues.getByText('因欠费暂停统筹待遇的日子').waitFor();
  const { frozen } = await get(page, `/api/employers/${held.employer}/dues`);
  assert.equal(frozen[0].paid, story.today, 'what was frozen ends with the money');
});

pageTest('finance undoes a receipt with a reason, and the bill is open again', async (page) => {
  const { exact, today } = story;
  await signIn(page, 'finance', '/receipts');
  const search = page.getByLabel('按银行流水号查找');
  await search.fill(reference(2));
  await search.press('Enter');
  const found = panel(page, '按银行流水号查找');
  await found.getByRole('button', { name: '冲销' }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('原因').fill('银行退票');
  await dialog.getByRole('button', { name: '冲销' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const row = tableRow(panel(page, '待处理到账'), reference(2));
  await row.getByText('银行退票').waitFor();
  assert.equal(await row.getByRole('button', { name: '指定单位' }).count(), 0);
  assert.equal(fen((await debtOf(page, exact)).open.total), exact.open_fen);
  await row.getByRole('button', { name: '退回' }).click();
  await dialog.getByLabel('原因').fill('退还银行');
  await dialog.getByRole('button', { name: '退回' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await panel(page, '待处理到账').getByText('没有待处理的到账').waitFor();
  await page.goto(`/employers/${exact.employer}`);
  const payments = tableRow(panel(page, '欠费与到账'), today);
  await payments.getByText('冲销', { exact: true }).waitFor();
});

pageTest('who owes is listed, gets one notice, and it is printed', async (page) => {
  const { held, half, whole } = story;
  await signIn(page, 'clerk', '/arrears');
  const list = panel(page, '欠费单位');
  await tableRow(list, half.employer_name).waitFor();
  const arrears = await get(page, '/api/arrears?limit=200');
  const due = arrears.items.filter((row) => row.next_is_due);
  const left = arrears.items.find((row) => row.employer === half.employer);
  await tableRow(list, half.employer_name).getByText(shown(left.total)).waitFor();
  await tableRow(list, half.employer_name).getByText(left.frozen_from).waitFor();
  for (const bill of [held, whole]) {
    assert.equal(await tableRow(list, bill.employer_name).count(), 0, 'who has paid owes nothing');
  }

  await page.getByRole('button', { name: '发出今日应发的通知' }).click();
  await page.getByRole('button', { name: '发出', exact: true }).click();
  await page.getByText(`发出通知 ${due.length} 份`).waitFor();
  const papers = panel(page, '发出的通知书');
  const paper = tableRow(papers, half.employer_name);
  await paper.waitFor();
  for (const link of [
    paper.getByRole('link', { name: 'PDF' }),
    papers.getByRole('link', { name: '全部打印（PDF）' }),
  ]) {
    const answer = await page.request.get(await link.getAttribute('href'));
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()['content-type'], /^application\/pdf/);
    assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
  }
  await page.getByRole('button', { name: '发出今日应发的通知' }).click();
  await page.getByRole('button', { name: '发出', exact: true }).click();
  await page.getByText('发出通知 0 份').waitFor();
});

pageTest('a role is offered what it may do, in the language it chose', async (page) => {
  await signIn(page, 'finance', '/arrears');
  await panel(page, '欠费单位').locator('tbody tr').first().waitFor();
  assert.equal(await page.getByRole('button', { name: '发出今日应发的通知' }).count(), 0);
  await page.goto('/receipts');
  await page.getByText('bank.csv').waitFor();
  assert.equal(await page.getByText('选择文件').count(), 0, 'finance sends no file');

  await changeUser(page, 'auditor', story.file);
  await page.getByText('English', { exact: true }).click();
  await page.getByText('Posted', { exact: true }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, page.viewportSize().width, 'the longest frame fits the window');
  const lines = panel(page, 'Lines');
  const { items } = await get(page, `/api/receipt-files/${story.file.split('/').at(-1)}/lines`);
  for (const { cells, problem } of items.filter((line) => line.problem)) {
    await tableRow(lines, cells.reference).getByText(problem.text.en).waitFor();
  }
  assert.equal(await page.getByRole('button', { name: 'Post', exact: true }).count(), 0);
  await page.goto('/arrears');
  await panel(page, 'Employers in arrears').locator('tbody tr').first().waitFor();
  await panel(page, 'Notices of').getByRole('link', { name: 'Print all (PDF)' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Send what is due today' }).count(), 0);
  const head = await panel(page, 'Notices of').locator('thead').innerText();
  assert.doesNotMatch(head, /\p{Script=Han}/u);
});
