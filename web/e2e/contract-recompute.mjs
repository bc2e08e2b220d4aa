// The contract of retroactive changes. The region that is tested was settled under the version that
// holds, so nothing comes out otherwise: the story itself is in tests/api/recompute_d9_test.py.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, signIn } from './contract-client.mjs';

test('a retroactive change without effect is refused, and unknown lists are unknown', async () => {
  const finance = await signIn('finance');
  const leader = await signIn('leader');
  const { items } = await call(finance, 'GET', '/api/recomputes');
  assert.deepEqual(items, []);
  let job = await call(finance, 'POST', '/api/recomputes', {
    body: { from: '2026-01-01', reason: '文件' },
    status: 202,
  });
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    job = await call(finance, 'GET', '/api/jobs/{id}', { path: { id: job.id } });
  }
  assert.equal(job.status, 'failed');
  const path = { number: '000009', psn_no: '990100100000000001', provider: 'H99010000001' };
  const missing = { path, status: 404 };
  await call(finance, 'GET', '/api/recomputes/{number}', missing);
  await call(finance, 'GET', '/api/recomputes/{number}/persons', missing);
  await call(finance, 'GET', '/api/recomputes/{number}/persons/{psn_no}/pdf', missing);
  await call(finance, 'GET', '/api/recomputes/{number}/providers/{provider}/pdf', missing);
  const decision = { ...missing, body: { approve: true } };
  await call(leader, 'POST', '/api/recomputes/{number}/decision', decision);
  await call(finance, 'POST', '/api/recomputes/{number}/payments', { ...missing, body: {} });
  const posting = '/api/recomputes/{number}/posting';
  job = await call(finance, 'POST', posting, { path, status: 202 });
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    job = await call(finance, 'GET', '/api/jobs/{id}', { path: { id: job.id } });
  }
  assert.equal(job.status, 'failed');
});
