// The contract of the desk: persons registered and renamed, cards, accounts, interest, payouts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callPdf, identityNumber, signIn, untilEnded } from './contract-client.mjs';

/** Somebody in service whose account has money. */
async function holder(session) {
  const { items } = await call(session, 'GET', '/api/persons', { query: '?limit=200' });
  for (const { psn_no, status, category } of items) {
    if (status !== 'active' || category?.id !== 'active') continue;
    const person = await call(session, 'GET', '/api/persons/{psn_no}', { path: { psn_no } });
    if (Number(person.account?.balance) > 0) return { psn_no };
  }
  throw new Error('nobody has an account');
}

test('a person is registered and renamed by two persons, with a history', async () => {
  const clerk = await signIn('clerk');
  const reviewer = await signIn('reviewer');
  const { today } = await call(clerk, 'GET', '/api/region');
  const query = '?state=active&limit=1';
  const [{ code: employer }] = (await call(clerk, 'GET', '/api/employers', { query })).items;
  const cert_no = identityNumber('11010519660201731');
  const { psn_no } = await call(clerk, 'POST', '/api/persons', {
    body: { name: '契约新人', cert_no, category: 'active', wage: '5200', employer, begin: today },
  });
  const path = { psn_no };
  const { number } = await call(clerk, 'POST', '/api/persons/{psn_no}/identity-requests', {
    path,
    body: { name: '契约改名', cert_type: '01', cert_no, documents: '户口簿', reason: '更名' },
  });
  await call(reviewer, 'GET', '/api/identity-requests');
  await call(reviewer, 'POST', '/api/persons/{psn_no}/identity-requests/{number}/decision', {
    path: { psn_no, number },
    body: { approve: true },
  });
  const { items } = await call(clerk, 'GET', '/api/persons/{psn_no}/timeline', { path });
  assert.ok(items.length >= 2);
});

test('a card from its application to its loss', async () => {
  const clerk = await signIn('clerk');
  const reviewer = await signIn('reviewer');
  const path = await holder(clerk);
  const [{ item }] = (await call(clerk, 'GET', '/api/card-items')).items;
  const { paper: number } = await call(clerk, 'POST', '/api/persons/{psn_no}/cards', {
    path,
    body: { item: item.id },
  });
  await call(reviewer, 'GET', '/api/cards');
  await call(reviewer, 'POST', '/api/persons/{psn_no}/cards/{number}/decision', {
    path: { ...path, number },
    body: { approve: true },
  });
  for (const step of ['pay', 'make', 'report_lost']) {
    await call(clerk, 'POST', '/api/persons/{psn_no}/cards/{number}/steps', {
      path: { ...path, number },
      body: { step, note: '试' },
    });
  }
  const { items } = await call(clerk, 'GET', '/api/persons/{psn_no}/cards', { path });
  assert.equal(items[0].state.id, 'lost');
});

test('a year of interest: previewed, posted, explained, taken back', async () => {
  const finance = await signIn('finance');
  const clerk = await signIn('clerk');
  const { today } = await call(finance, 'GET', '/api/region');
  const year = Number(today.slice(0, 4)) - 1;
  const run = async (what, body) =>
    untilEnded(
      finance,
      await call(finance, 'POST', `/api/interest/{year}/${what}`, {
        path: { year },
        body,
        status: 202,
      }),
    );
  await run('preview');
  await run('run');
  assert.equal((await call(finance, 'GET', '/api/interest')).items.length, 1);
  const path = { ...(await holder(clerk)), year };
  await call(clerk, 'GET', '/api/persons/{psn_no}/interest/{year}', { path });
  await run('reversal', { reason: '利率有误' });
});

test('a balance is paid out, printed and taken back; the statement of the year', async () => {
  const clerk = await signIn('clerk');
  const finance = await signIn('finance');
  const { today } = await call(clerk, 'GET', '/api/region');
  const person = await holder(clerk);
  const form = { kind: 'transfer_out', receiver: '邻市医保中心', place: '990300' };
  const { number } = await call(clerk, 'POST', '/api/persons/{psn_no}/payouts', {
    path: person,
    body: { ...form, day: today, documents: '转移接续函', reason: '调动' },
  });
  await call(finance, 'GET', '/api/payouts');
  const path = { ...person, number, year: today.slice(0, 4) };
  await call(finance, 'POST', '/api/persons/{psn_no}/payouts/{number}/decision', {
    path,
    body: { approve: true },
  });
  await callPdf(clerk, '/api/persons/{psn_no}/payouts/{number}/pdf', { path });
  await call(clerk, 'GET', '/api/persons/{psn_no}/payouts', { path });
  await call(clerk, 'GET', '/api/persons/{psn_no}/statements/{year}', { path });
  await callPdf(clerk, '/api/persons/{psn_no}/statements/{year}/pdf', { path });
  await call(finance, 'POST', '/api/persons/{psn_no}/payouts/{number}/reversal', {
    path,
    body: { reason: '未迁出' },
  });
});

test('who settles elsewhere is registered, and paid once a period', async () => {
  const clerk = await signIn('clerk');
  const { today } = await call(clerk, 'GET', '/api/region');
  const year = Number(today.slice(0, 4));
  const path = await holder(clerk);
  const days = { from: `${year}-01-01`, through: `${year}-12-31` };
  await call(clerk, 'POST', '/api/persons/{psn_no}/offsite', {
    path,
    body: { year, settled: true, ...days, place: '三亚市', documents: '异地安置登记表' },
  });
  const { items } = await call(clerk, 'GET', '/api/offsite/{year}', { path: { year } });
  assert.equal(items[0].psn_no, path.psn_no);
  const over = today.slice(5, 7) > '06';
  await call(clerk, 'POST', '/api/offsite/{year}/payouts/{period}', {
    path: { year, period: 1 },
    status: over ? 200 : 422,
  });
});
