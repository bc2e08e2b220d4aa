// The contract of what an insured person sees, of refunds to employers, and of what waits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callPdf, called, signIn } from './contract-client.mjs';

const chosen = 'Chosen-by-myself-1';

async function signInMember(url, cert_no, password, more = {}) {
  called.add('post /api/member-session');
  const answer = await fetch(`${url}/api/member-session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ cert_no, password, ...more }),
  });
  const json = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(json));
  assert.deepEqual(json.roles, ['member']);
  return { cookie: answer.headers.get('set-cookie').split(';')[0], csrf: json.csrf, url };
}

async function makeCard(clerk, psn_no) {
  const reviewer = await signIn('reviewer');
  const path = { psn_no };
  const { paper } = await call(clerk, 'POST', '/api/persons/{psn_no}/cards', {
    path,
    body: { item: 'ic_card' },
  });
  const card = { path: { psn_no, number: paper } };
  await call(reviewer, 'POST', '/api/persons/{psn_no}/cards/{number}/decision', {
    ...card,
    body: { approve: true },
  });
  for (const step of ['pay', 'make']) {
    await call(clerk, 'POST', '/api/persons/{psn_no}/cards/{number}/steps', {
      ...card,
      body: { step },
    });
  }
  return card;
}

test('an insured person: the login, the own data, a card reported lost', async () => {
  const clerk = await signIn('clerk');
  const { today } = await call(clerk, 'GET', '/api/region');
  const { items } = await call(clerk, 'GET', '/api/persons', { query: '?limit=20' });
  const path = { psn_no: items[19].psn_no };
  const { cert_no } = await call(clerk, 'POST', '/api/persons/{psn_no}/certificate', { path });
  const login = '/api/persons/{psn_no}/login';
  assert.equal((await call(clerk, 'GET', login, { path })).state.id, 'none');
  const { code } = await call(clerk, 'POST', login, { path, body: { cert_no } });
  const card = await makeCard(clerk, path.psn_no);
  const member = await signInMember(clerk.url, cert_no, code, { new: chosen });
  assert.equal((await call(member, 'GET', '/api/session')).person, path.psn_no);
  await call(member, 'GET', '/api/persons/{psn_no}', { path });
  await call(member, 'GET', '/api/persons/{psn_no}/settlements', { path });
  const year = { ...path, year: today.slice(0, 4) };
  await call(member, 'GET', '/api/persons/{psn_no}/statements/{year}', { path: year });
  await callPdf(member, '/api/persons/{psn_no}/statements/{year}/pdf', { path: year });
  const lost = await call(member, 'POST', '/api/persons/{psn_no}/cards/{number}/loss', card);
  assert.equal(lost.state.id, 'lost');
  const closed = await call(clerk, 'POST', `${login}/closure`, { path, body: { reason: '本人' } });
  assert.equal(closed.state.id, 'closed');
  await call(member, 'GET', '/api/session', { status: 401 });
});

test('credit of an employer: asked back, approved, taken back', async () => {
  const [clerk, finance] = [await signIn('clerk'), await signIn('finance')];
  const { today } = await call(clerk, 'GET', '/api/region');
  const { code } = await call(clerk, 'POST', '/api/employers', {
    body: { name: '退款单位', unit_kind: 'enterprise', documents: '营业执照', event_day: today },
  });
  const file = await call(clerk, 'POST', '/api/receipt-files', {
    body: { file_name: 'credit.csv', digest: 'd1'.repeat(32), rows: 1 },
  });
  const part = { id: file.id, part: 1 };
  await call(clerk, 'POST', '/api/receipt-files/{id}/parts/{part}', {
    path: part,
    body: { rows: [{ row: 2, date: today, amount: '7.00', reference: 'C-R', payer: code }] },
  });
  const posting = await call(finance, 'POST', '/api/receipt-files/{id}/posting', {
    path: part,
    status: 202,
  });
  for (let job = posting; job.status === 'running';) {
    job = await call(finance, 'GET', '/api/jobs/{id}', { path: posting });
  }
  const path = { code };
  const refunds = '/api/employers/{code}/refunds';
  const body = { amount: '7.00', receiver: '退款单位', receiver_account: '工行', reason: '多缴' };
  const asked = await call(clerk, 'POST', refunds, { path, body });
  assert.equal((await call(finance, 'GET', '/api/refunds')).items[0].id, asked.id);
  const one = { code, number: asked.paper };
  const approval = { path: one, body: { approve: true } };
  await call(finance, 'POST', `${refunds}/{number}/decision`, approval);
  const [paid] = (await call(clerk, 'GET', refunds, { path })).items;
  assert.equal(paid.state, 'approved');
  const back = { path: one, body: { reason: '退票' } };
  assert.equal((await call(finance, 'POST', `${refunds}/{number}/reversal`, back)).reversed, true);
});

test('what waits for each role', async () => {
  for (const role of ['clerk', 'reviewer', 'finance', 'leader', 'auditor']) {
    const { items } = await call(await signIn(role), 'GET', '/api/tasks');
    assert.equal(items.length > 0, role !== 'auditor');
  }
});
