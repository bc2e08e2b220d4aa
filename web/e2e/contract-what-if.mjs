// The contract of what a change of policy would have cost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callPdf, signIn, untilEnded } from './contract-client.mjs';

test('a what-if is computed, kept, read, printed and explained', async () => {
  const officer = await signIn('officer');
  const { today } = await call(officer, 'GET', '/api/region');
  const body = { variants: ['demo-county'], from: `${today.slice(0, 4)}-01-01`, through: today };
  const job = await call(officer, 'POST', '/api/what-if', { body, status: 202 });
  const { what_if: kept } = await untilEnded(officer, job);
  const path = { number: kept.number };
  const result = await call(officer, 'GET', '/api/what-if/{number}', { path });
  assert.equal(result.tables.length, 9);
  const [head] = (await call(officer, 'GET', '/api/what-if')).items;
  assert.equal(head.number, kept.number);
  await callPdf(officer, '/api/what-if/{number}/pdf', { path });
  const { gain, lose } = result.variants[1];
  const [most] = [...lose.most, ...gain.most];
  await call(officer, 'GET', '/api/what-if/{number}/cases/{case}', {
    path: { ...path, case: most.case },
  });
  const ended = await call(officer, 'POST', '/api/jobs/{id}/cancel', { path: { id: job.id } });
  assert.equal(ended.status, 'succeeded');
});
