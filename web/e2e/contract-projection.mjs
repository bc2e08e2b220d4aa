// The contract of the months to come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, callPdf, signIn, untilEnded } from './contract-client.mjs';

test('a projection is computed with its assumptions, kept, listed and printed', async () => {
  const officer = await signIn('officer');
  const { items } = await call(officer, 'GET', '/api/projection-assumptions');
  const assumptions = items.map(({ code, usual }) => ({ code, value: usual }));
  const body = { variants: ['', 'demo-city'], assumptions, paths: 20 };
  const job = await call(officer, 'POST', '/api/projections', { body, status: 202 });
  const { projection: kept } = await untilEnded(officer, job);
  const path = { number: kept.number };
  const result = await call(officer, 'GET', '/api/projections/{number}', { path });
  assert.equal(result.variants.length, 2);
  const [head] = (await call(officer, 'GET', '/api/projections')).items;
  assert.equal(head.number, kept.number);
  await callPdf(officer, '/api/projections/{number}/pdf', { path });
});
