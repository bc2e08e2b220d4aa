// The server that the contract's tests call, and how they call it: each answer is checked against
// api/openapi.yaml, and what was called is noted.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { answerSchema, problems } from './contract.mjs';
import { password, startServer } from './server.mjs';

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

/** Every operation that was called: "get /api/persons". */
export const called = new Set();

function ask(session, method, template, { path = {}, query = '', body, bytes }) {
  const url = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name]));
  called.add(`${method.toLowerCase()} ${template}`);
  return fetch(`${session?.url ?? server.url}${url}${query}`, {
    method,
    headers: {
      'Content-Type': bytes ? 'application/x-tar' : 'application/json',
      ...(session && { Cookie: session.cookie, 'X-CSRF-Token': session.csrf }),
    },
    body: bytes ?? (body && JSON.stringify(body)),
  });
}

/** What is not JSON, as bytes. */
export async function callBytes(session, template, rest = {}) {
  const answer = await ask(session, 'GET', template, rest);
  assert.equal(answer.status, 200, template);
  return Buffer.from(await answer.arrayBuffer());
}

export async function call(session, method, template, { status = 200, ...rest } = {}) {
  const answer = await ask(session, method, template, rest);
  if (status === 204) {
    assert.equal(answer.status, 204);
    return null;
  }
  const json = await answer.json();
  const asked = `${method} ${template} ${JSON.stringify(rest)}`;
  assert.equal(answer.status, status, `${asked}: ${JSON.stringify(json).slice(0, 300)}`);
  const wrong = problems(answerSchema(template, method.toLowerCase(), status), json);
  assert.deepEqual(wrong.slice(0, 10), [], asked);
  return json;
}

/** What is printed. */
export async function callPdf(session, template, rest = {}) {
  const answer = await ask(session, 'GET', template, rest);
  assert.equal(answer.status, 200, template);
  assert.match(answer.headers.get('content-type'), /^application\/pdf/);
  assert.equal(Buffer.from(await answer.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
}

export async function signIn(user, secret = password(user), url = server.url) {
  called.add('post /api/session');
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user, password: secret }),
  });
  const json = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(json));
  assert.deepEqual(problems(answerSchema('/api/session', 'post', 200), json), []);
  const cookie = answer.headers.get('set-cookie');
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=Strict/i);
  return { cookie: cookie.split(';')[0], csrf: json.csrf, url };
}

export const identityNumber = (first17) => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return `${first17}${'10X98765432'[sum % 11]}`;
};

export async function untilEnded(session, job) {
  let now = job;
  for (let tries = 0; now.status === 'running' && tries < 300; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = await call(session, 'GET', '/api/jobs/{id}', { path: { id: now.id } });
  }
  assert.equal(now.status, 'succeeded', JSON.stringify(now));
  return now;
}
