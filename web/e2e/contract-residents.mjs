// The contract of residents: payers, rolls, fixed contributions, households, targets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callPdf, identityNumber, signIn, untilEnded } from './contract-client.mjs';

const village = '990121/990121100/990121100200';
const office = '990121100200';
const year = '2027';

async function payer(clerk, kind, organisation) {
  const { today } = await call(clerk, 'GET', '/api/region');
  const made = await call(clerk, 'POST', '/api/employers', {
    body: { name: `契约${kind}`, unit_kind: kind, organisation, documents: '批复', event_day: today },
  });
  return made.code;
}

async function resident(clerk, sequence, employer) {
  const made = await call(clerk, 'POST', '/api/persons', {
    body: {
      name: `契约居民${sequence}`,
      cert_no: identityNumber(`11010519850615${sequence}`),
      category: '成年居民',
      begin: `${year}-01-01`,
      employer,
    },
  });
  return made.psn_no;
}

async function job(session, template, path) {
  return untilEnded(session, await call(session, 'POST', template, { path, status: 202 }));
}

test('rolls, entitled groups and the contributions of a year', async () => {
  const [clerk, finance] = [await signIn('clerk'), await signIn('finance')];
  const roll = await payer(clerk, 'village', village);
  const other = await payer(clerk, 'pupils', village);
  await payer(clerk, 'civil_affairs', '990121');
  const psn_no = await resident(clerk, 701, roll);
  const path = { psn_no };
  const entitled = '/api/persons/{psn_no}/entitled';
  const body = { identity: 'entitled', evidence: '优抚证', from: `${year}-01-01` };
  await call(clerk, 'POST', entitled, { path, body });
  const end = { last: `${year}-12-31`, reason: '退出' };
  await call(clerk, 'POST', '/api/persons/{psn_no}/entitled/end', { path, body: end });
  assert.equal((await call(clerk, 'GET', entitled, { path })).items.length, 1);
  const second = { psn_no: await resident(clerk, 702, roll) };
  await call(clerk, 'POST', '/api/persons/{psn_no}/roll', {
    path: second,
    body: { payer: other, from: `${year}-01-01` },
  });
  const preview = await job(finance, '/api/fixed/{year}/preview', { year });
  assert.equal(preview.kind, 'fixed_preview');
  const run = await job(finance, '/api/fixed/{year}/run', { year });
  assert.ok(run.result.bills >= 2);
  await call(finance, 'GET', '/api/fixed');
  await call(finance, 'GET', '/api/fixed/{year}', { path: { year } });
  const { items } = await call(finance, 'GET', '/api/fixed/{year}/bills', { path: { year } });
  assert.ok(items.every((bill) => bill.payer_kind));
});

test('households', async () => {
  const clerk = await signIn('clerk');
  const roll = await payer(clerk, 'village', village);
  const [head, wife, son] = [
    await resident(clerk, 711, roll),
    await resident(clerk, 712, roll),
    await resident(clerk, 713, roll),
  ];
  await call(clerk, 'GET', '/api/household-relations');
  const { code } = await call(clerk, 'POST', '/api/households', {
    body: { head, organisation: office, address: '3组', from: '2026-01-01' },
  });
  const path = { code };
  const step = (what, body) =>
    call(clerk, 'POST', `/api/households/{code}/${what}`, { path, body });
  await step('join', { psn_no: wife, relation: 'spouse', day: '2026-01-01' });
  await step('join', { psn_no: son, relation: 'child', day: '2026-01-01' });
  await step('head', { psn_no: wife, relation: 'spouse', day: '2026-02-01' });
  await step('split', { head: son, members: [], organisation: office, from: '2026-03-01' });
  const left = await step('leave', { psn_no: head, day: '2026-04-30' });
  assert.equal(left.members.filter((member) => member.present).length, 1);
  await call(clerk, 'GET', '/api/households/{code}', { path });
  await call(clerk, 'GET', '/api/persons/{psn_no}/household', { path: { psn_no: wife } });
  const { items } = await call(clerk, 'GET', '/api/households', { query: `?text=${code}` });
  assert.equal(items.length, 1);
});

test('enrolment targets', async () => {
  const leader = await signIn('leader');
  const body = { year: 2026, scheme: 'resident', office: '990121', target: 100, population: 120 };
  await call(leader, 'POST', '/api/targets', { body });
  const path = { year: 2026, scheme: 'resident' };
  const template = '/api/targets/{year}/{scheme}';
  const progress = await call(leader, 'GET', template, { path, query: '?step_days=7' });
  assert.equal(progress.offices.find((row) => row.organisation === '990121').target, 100);
  await callPdf(leader, `${template}/pdf`, { path });
});
