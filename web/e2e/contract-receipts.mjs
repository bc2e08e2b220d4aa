// The contract of what comes in for a levy: receipts, dues, arrears, notices; and of clearing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callPdf, signIn, untilEnded } from './contract-client.mjs';
import { startServer } from './server.mjs';

/** The month before the one of `today`. */
function monthBefore(today) {
  const [year, month] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
}

async function job(session, template, path = {}) {
  return untilEnded(session, await call(session, 'POST', template, { path, status: 202 }));
}

async function sentFile(clerk, lines) {
  await call(clerk, 'GET', '/api/receipt-template');
  const file = await call(clerk, 'POST', '/api/receipt-files', {
    body: { file_name: 'bank.csv', digest: 'c0'.repeat(32), rows: lines.length },
  });
  const rows = lines.map((line, i) => ({ row: i + 2, ...line }));
  const path = { id: file.id, part: 1 };
  await call(clerk, 'POST', '/api/receipt-files/{id}/parts/{part}', { path, body: { rows } });
  return { id: file.id };
}

async function decideOnReceipts(clerk, finance, employer) {
  const { items: held } = await call(clerk, 'GET', '/api/receipts');
  assert.equal(held.length, 2);
  const decide = (session, what, reference, more = {}) =>
    call(session, 'POST', `/api/receipts/${what}`, { body: { reference, reason: '核实', ...more } });
  const assigned = await decide(clerk, 'assignment', 'C-2', { employer });
  assert.equal(assigned.state, 'matched');
  const one = await call(clerk, 'GET', '/api/receipts/one', { query: '?reference=C-2' });
  assert.equal(one.employer, employer);
  assert.equal((await decide(finance, 'reversal', 'C-2')).state, 'held');
  assert.equal((await decide(finance, 'return', 'C-3')).state, 'returned');
}

test('receipts: sent, previewed, posted, decided; what is owed after', async () => {
  const clerk = await signIn('clerk');
  const finance = await signIn('finance');
  const { today } = await call(clerk, 'GET', '/api/region');
  const month = monthBefore(today);
  await job(finance, '/api/levy/months/{month}/run', { month });
  const bills = await call(finance, 'GET', '/api/levy/months/{month}/bills', { path: { month } });
  const { number, employer } = bills.items[0];
  const line = (n, more) => ({ date: today, amount: '5.00', reference: `C-${n}`, ...more });
  const unknown = { payer_name: '来历不明' };
  const path = await sentFile(clerk, [
    line(1, { bill: number }),
    line(2, unknown),
    line(3, unknown),
    line(4, { date: 'soon' }),
  ]);
  const preview = await job(clerk, '/api/receipt-files/{id}/preview', path);
  const { posting } = await job(finance, '/api/receipt-files/{id}/posting', path);
  assert.deepEqual(posting.counts, preview.posting.counts);
  const { counts } = await call(clerk, 'GET', '/api/receipt-files/{id}', { path });
  assert.deepEqual([counts.matched.lines, counts.held.lines, counts.refused.lines], [1, 2, 1]);
  assert.equal((await call(clerk, 'GET', '/api/receipt-files')).items[0].id, path.id);
  const lines = await call(clerk, 'GET', '/api/receipt-files/{id}/lines', { path });
  assert.equal(lines.items.length, 4);
  await decideOnReceipts(clerk, finance, employer);
  const dues = await call(clerk, 'GET', '/api/employers/{code}/dues', { path: { code: employer } });
  assert.equal(dues.debts.find((debt) => debt.bill === number).paid.total, '5.00');
});

test('arrears, a run of notices, the papers and the collection rate', async () => {
  const clerk = await signIn('clerk');
  const { items } = await call(clerk, 'GET', '/api/arrears', { query: '?due=yes&limit=200' });
  assert.ok(items.length > 0);
  const { dunning } = await job(clerk, '/api/dunning/run');
  assert.ok(dunning.papers >= items.length);
  const { today } = await call(clerk, 'GET', '/api/region');
  const query = `?day=${today}`;
  const papers = await call(clerk, 'GET', '/api/dunning/papers', { query });
  assert.equal(papers.items.length, dunning.papers);
  await callPdf(clerk, '/api/dunning/papers/pdf', { query });
  const { months } = await call(clerk, 'GET', '/api/collection');
  assert.equal(months[0].name, monthBefore(today));
});

test('the areas of a server and what they owe each other', async () => {
  const two = await startServer({ areas: ['demo-city', 'demo-county'] });
  try {
    const { items } = await call({ url: two.url }, 'GET', '/api/areas');
    assert.equal(items.length, 2);
    const finance = await signIn('finance', undefined, two.url);
    const { latest_date: latest } = await call(finance, 'GET', '/api/overview');
    const path = { month: latest.slice(0, 7) };
    const { area, pairs } = await call(finance, 'GET', '/api/clearing/{month}', { path });
    const query = `?insured=${area.id}&treated=${pairs[0].other.id}`;
    await call(finance, 'GET', '/api/clearing/{month}/items', { path, query });
    const now = { month: (await call(finance, 'GET', '/api/region')).today.slice(0, 7) };
    const early = { path: now, query, status: 409 };
    const refused = await call(finance, 'POST', '/api/clearing/{month}/posting', early);
    assert.equal(refused.error.code, 'clearing_not_due');
  } finally {
    await two.stop();
  }
});
