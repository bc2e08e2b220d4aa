// The contract of a policy's versions: a draft is edited, checked, submitted, approved, published.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callBytes, signIn, untilEnded } from './contract-client.mjs';

const share = {
  value: 'employee/outpatient/pooled/share',
  from: `${new Date().getFullYear() + 1}-07-01`,
  cells: [{ at: ['3'], value: '55%' }],
};

test('a policy from a draft to a version, and what else may become of drafts', async () => {
  const officer = await signIn('officer');
  const leader = await signIn('leader');
  const begin = (title) => call(officer, 'POST', '/api/policy-drafts', { body: { title } });
  const draft = await begin('三级门诊');
  const path = { draft: draft.number };
  const files = draft.files.map((file) => ({ path: file.path, text: file.text }));
  const checked = await call(officer, 'POST', '/api/policies/check', {
    body: { base: draft.base, files },
  });
  assert.equal(checked.errors, 0);
  const edited = await call(officer, 'POST', '/api/policies/edit', {
    body: { base: draft.base, files, changes: [share] },
  });
  assert.equal(edited.files.length, 1);
  const counting = await call(officer, 'POST', '/api/policies/reach', {
    body: { base: draft.base, files },
    status: 202,
  });
  const { reach } = await untilEnded(officer, counting);
  assert.ok(reach.rows.some((row) => row.past > 0) && reach.encounters > 0);
  await call(officer, 'PUT', '/api/policy-drafts/{draft}', {
    path,
    body: { version: draft.version, files: edited.files },
  });
  const check = await call(officer, 'POST', '/api/policy-drafts/{draft}/check', { path });
  assert.ok(check.passed);
  await call(officer, 'POST', '/api/policy-drafts/{draft}/submit', { path });
  const decision = { path, body: { approve: true, note: '同意' } };
  await call(leader, 'POST', '/api/policy-drafts/{draft}/decide', decision);
  await call(leader, 'POST', '/api/policy-drafts/{draft}/publish', { path, body: {} });
  const { items } = await call(officer, 'GET', '/api/policy-versions');
  assert.equal(items.length, 2);
  const version = { path: { number: '2' } };
  await call(officer, 'GET', '/api/policy-versions/{number}', version);
  const archive = await callBytes(officer, '/api/policy-versions/{number}/archive', version);

  const query = `?title=${encodeURIComponent('导入')}`;
  const imported = await call(officer, 'POST', '/api/policy-drafts/import', {
    query,
    bytes: archive,
  });
  const other = { path: { draft: imported.number } };
  await call(officer, 'GET', '/api/policy-drafts/{draft}', other);
  await call(officer, 'POST', '/api/policy-drafts/{draft}/update', { ...other, status: 422 });
  const note = { ...other, body: { note: '不再需要' } };
  await call(officer, 'POST', '/api/policy-drafts/{draft}/withdraw', note);
  assert.equal((await call(officer, 'GET', '/api/policy-drafts')).items.length, 2);
});
