// The contract of special groups: cadres and their year, soldiers, the off-site quota, pre-funding.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callPdf, identityNumber, signIn } from './contract-client.mjs';

async function unit(session, today, kind) {
  const { code } = await call(session, 'POST', '/api/employers', {
    body: {
      name: `契约${kind}`,
      unit_kind: kind,
      documents: '证件',
      event_day: `${today.slice(0, 4)}-01-01`,
    },
  });
  return code;
}

test('the year of the cadres: list, standard, exemption, levy, costs, health file', async () => {
  const clerk = await signIn('clerk');
  const reviewer = await signIn('reviewer');
  const finance = await signIn('finance');
  const { today } = await call(clerk, 'GET', '/api/region');
  const year = Number(today.slice(0, 4)) + 1;
  const payer = await unit(clerk, today, 'enterprise');
  const office = await unit(clerk, today, 'finance');
  const group = { group: 'cadre' };
  const { psn_no } = await call(clerk, 'POST', '/api/special/{group}/members', {
    path: group,
    body: {
      name: '契约离休',
      cert_no: identityNumber('11010519330201737'),
      payer,
      from: `${today.slice(0, 4)}-01-01`,
      documents: '基本情况报表',
    },
  });
  await call(clerk, 'GET', '/api/special/{group}/members', { path: group });
  const kind = { kind: 'cadre', year };
  await call(clerk, 'GET', '/api/special-standards/{kind}/{year}', { path: kind });
  await call(clerk, 'POST', '/api/special-standards/{kind}/{year}', {
    path: kind,
    body: { cost: '30000.00', heads: 3, documents: '决算' },
  });
  await call(reviewer, 'POST', '/api/special-standards/{kind}/{year}/decision', {
    path: kind,
    body: { approve: true },
  });
  const path = { year };
  await call(clerk, 'POST', '/api/hardship/{year}', {
    path,
    body: { employer: payer, payer: office, documents: '审批表', reason: '停产' },
  });
  await call(reviewer, 'POST', '/api/hardship/{year}/{employer}/decision', {
    path: { year, employer: payer },
    body: { approve: true },
  });
  assert.equal((await call(clerk, 'GET', '/api/hardship/{year}', { path })).items.length, 1);
  await call(finance, 'GET', '/api/cadre-levy/{year}', { path });
  const levy = await call(finance, 'POST', '/api/cadre-levy/{year}', { path });
  assert.equal(levy.parts[0].payer, office);
  await call(finance, 'POST', '/api/managed-credits');
  const person = { psn_no };
  await call(clerk, 'GET', '/api/persons/{psn_no}/managed', { path: person });
  await call(clerk, 'POST', '/api/surplus/{year}', { path: { year: year - 2 } });
  const { number } = await call(clerk, 'POST', '/api/persons/{psn_no}/special-claims', {
    path: person,
    body: {
      kind: 'cadre_cost',
      year: year - 1,
      bills: '100.00',
      eligible: '90.00',
      documents: '发票',
      reason: '报销',
    },
  });
  const claim = { psn_no, number };
  await call(reviewer, 'POST', '/api/persons/{psn_no}/special-claims/{number}/decision', {
    path: claim,
    body: { approve: true },
  });
  await call(reviewer, 'GET', '/api/special-claims');
  await call(reviewer, 'GET', '/api/persons/{psn_no}/special-claims', { path: person });
  await callPdf(reviewer, '/api/persons/{psn_no}/special-claims/{number}/pdf', { path: claim });
  await call(reviewer, 'POST', '/api/persons/{psn_no}/special-claims/{number}/reversal', {
    path: claim,
    body: { reason: '重复' },
  });
  await call(clerk, 'POST', '/api/persons/{psn_no}/checkups', {
    path: person,
    body: { day: today, place: '市医院', doctor: '李医生', findings: '正常' },
  });
  await call(clerk, 'GET', '/api/persons/{psn_no}/checkups', { path: person });
  await call(clerk, 'POST', '/api/special/{group}/members/{psn_no}/end', {
    path: { ...group, psn_no },
    body: { day: today, reason: '去世' },
  });
});

/** A month that is over, and somebody for whom only billable funds paid in it. */
async function soldier(clerk, today) {
  const billed = ['pooled', 'large_illness', 'civil_servant'];
  const query = `?limit=200&to=${today.slice(0, 8)}01`;
  const { items } = await call(clerk, 'GET', '/api/settlements', { query });
  for (const { setl_id, psn_no, scheme, kind, reversed, time } of items) {
    if (scheme.id !== 'employee' || kind !== 'settlement' || reversed) continue;
    if (time.slice(0, 7) === today.slice(0, 7)) continue;
    const { figures } = await call(clerk, 'GET', '/api/settlements/{setl_id}', {
      path: { setl_id },
    });
    const funds = figures.funds.map(({ fund }) => fund.id);
    if (funds.length > 0 && funds.every((fund) => billed.includes(fund))) {
      return { psn_no, month: time.slice(0, 7) };
    }
  }
  throw new Error('funds paid for nobody');
}

test('soldiers of a month are billed and the sheet is printed', async () => {
  const clerk = await signIn('clerk');
  const finance = await signIn('finance');
  const { today } = await call(clerk, 'GET', '/api/region');
  const payer = await unit(clerk, today, 'government');
  const { psn_no, month } = await soldier(clerk, today);
  await call(clerk, 'POST', '/api/special/{group}/members', {
    path: { group: 'soldier' },
    body: { psn_no, payer, from: `${month}-01`, documents: '残疾军人证' },
  });
  await call(finance, 'GET', '/api/soldiers/{month}', { path: { month } });
  const { sheets } = await call(finance, 'POST', '/api/soldiers/{month}', { path: { month } });
  await callPdf(finance, '/api/soldier-sheets/{number}/pdf', { path: { number: sheets[0].bill } });
});

test('pre-funding is previewed, posted and printed', async () => {
  const clerk = await signIn('clerk');
  const finance = await signIn('finance');
  const { today } = await call(clerk, 'GET', '/api/region');
  const { items } = await call(clerk, 'GET', '/api/employers', { query: '?limit=200' });
  const body = { kind: 'life', declared: today, documents: '裁定书' };
  for (const { code } of items) {
    const table = await call(clerk, 'POST', '/api/employers/{code}/prefund/preview', {
      path: { code },
      body,
    });
    if (Number(table.total) === 0) continue;
    const { number } = await call(finance, 'POST', '/api/employers/{code}/prefund', {
      path: { code },
      body,
    });
    await callPdf(finance, '/api/prefund/{number}/pdf', { path: { number } });
    return;
  }
  throw new Error('nobody is retired');
});
