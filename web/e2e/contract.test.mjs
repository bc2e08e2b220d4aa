// The server answers as api/openapi.yaml says, field by field; no browser needed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answerSchema, operations, problems } from './contract.mjs';
import { password, startServer } from './server.mjs';

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

const called = new Set();

async function call(session, method, template, { path = {}, query = '', body, status = 200 } = {}) {
  const url = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name]));
  called.add(`${method.toLowerCase()} ${template}`);
  const answer = await fetch(`${session?.url ?? server.url}${url}${query}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(session && { Cookie: session.cookie, 'X-CSRF-Token': session.csrf }),
    },
    body: body && JSON.stringify(body),
  });
  if (status === 204) {
    assert.equal(answer.status, 204);
    return null;
  }
  const json = await answer.json();
  assert.equal(answer.status, status, `${method} ${url}: ${JSON.stringify(json).slice(0, 300)}`);
  const wrong = problems(answerSchema(template, method.toLowerCase(), status), json);
  assert.deepEqual(wrong.slice(0, 10), [], `${method} ${url}`);
  return json;
}

async function signIn(user, secret = password(user), url = server.url) {
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

test('session, region and overview', async () => {
  const leader = await signIn('leader');
  await call(leader, 'GET', '/api/session');
  await call(leader, 'GET', '/api/region');
  const { latest_date: latest } = await call(leader, 'GET', '/api/overview');
  const overview = await call(leader, 'GET', '/api/overview', { query: `?date=${latest}` });
  assert.equal(overview.series.length, 30);
  assert.equal(overview.series.at(-1).date, latest);
});

test('persons and their settlements, page by page without a gap or a double', async () => {
  const clerk = await signIn('clerk');
  const seen = new Set();
  let cursor = '';
  do {
    const page = await call(clerk, 'GET', '/api/persons', { query: `?limit=70${cursor}` });
    for (const item of page.items) {
      assert.equal(seen.has(item.psn_no), false);
      seen.add(item.psn_no);
    }
    cursor = page.next_cursor === null ? null : `&cursor=${encodeURIComponent(page.next_cursor)}`;
  } while (cursor !== null);
  const { persons } = await call(clerk, 'GET', '/api/region');
  assert.equal(seen.size, persons);
  for (const psn_no of [...seen].slice(0, 40)) {
    await call(clerk, 'GET', '/api/persons/{psn_no}', { path: { psn_no } });
    await call(clerk, 'GET', '/api/persons/{psn_no}/settlements', {
      path: { psn_no },
      query: '?limit=5',
    });
  }
});

test('a person is found by number, certificate, name and the beginning of the name', async () => {
  const clerk = await signIn('clerk');
  const [first] = (await call(clerk, 'GET', '/api/persons', { query: '?limit=1' })).items;
  const person = await call(clerk, 'GET', '/api/persons/{psn_no}', { path: first });
  const { cert_no } = await call(clerk, 'POST', '/api/persons/{psn_no}/certificate', {
    path: first,
  });
  for (const q of [person.psn_no, cert_no, person.name, person.name.slice(0, 1)]) {
    const found = [];
    let cursor = '';
    do {
      const page = await call(clerk, 'GET', '/api/persons', {
        query: `?limit=200&q=${encodeURIComponent(q)}${cursor}`,
      });
      found.push(...page.items.map((item) => item.psn_no));
      cursor = page.next_cursor === null ? null : `&cursor=${encodeURIComponent(page.next_cursor)}`;
    } while (cursor !== null);
    assert.ok(found.includes(person.psn_no), `not found by ${q}`);
  }
});

test('settlements and explanations, each reproduced and explaining every figure', async () => {
  const auditor = await signIn('auditor');
  const { items } = await call(auditor, 'GET', '/api/settlements', { query: '?limit=40' });
  for (const { setl_id } of items) {
    const { figures } = await call(auditor, 'GET', '/api/settlements/{setl_id}', {
      path: { setl_id },
    });
    const explained = await call(auditor, 'GET', '/api/settlements/{setl_id}/explanation', {
      path: { setl_id },
    });
    assert.equal(explained.reproduced, true, setl_id);
    const { funds, ...fixed } = figures;
    const shown = {
      ...fixed,
      ...Object.fromEntries(funds.map(({ fund, amount }) => [`fund:${fund.id}`, amount])),
    };
    for (const [figure, amount] of Object.entries(shown)) {
      assert.equal(
        explained.figures.find((one) => one.figure === figure)?.amount,
        amount,
        `${setl_id} ${figure}`,
      );
    }
  }
});

test('filters of the settlements hold on every item', async () => {
  const clerk = await signIn('clerk');
  const [newest] = (await call(clerk, 'GET', '/api/settlements', { query: '?limit=1' })).items;
  const day = newest.time.slice(0, 10);
  const provider = encodeURIComponent(newest.provider.id);
  const benefit = newest.benefit.id;
  const query = `?date_from=${day}&date_to=${day}&benefit=${benefit}&provider=${provider}`;
  const { items } = await call(clerk, 'GET', '/api/settlements', { query });
  assert.ok(items.some((item) => item.setl_id === newest.setl_id));
  for (const item of items) {
    assert.deepEqual(
      [item.time.slice(0, 10), item.benefit.id, item.provider.id],
      [day, newest.benefit.id, newest.provider.id],
    );
  }
});

test('ledger, its entries and a verification that ends clean', async () => {
  const finance = await signIn('finance');
  const accounts = await call(finance, 'GET', '/api/ledger/accounts');
  assert.equal(accounts.debit, accounts.credit);
  const { items } = await call(finance, 'GET', '/api/ledger/entries', { query: '?limit=20' });
  const no = items[0].no;
  await call(finance, 'GET', '/api/ledger/entries/{no}', { path: { no } });
  const account = items.find((entry) => entry.postings.length > 0).postings[0].account;
  const filtered = await call(finance, 'GET', '/api/ledger/entries', {
    query: `?account=${encodeURIComponent(account)}&limit=20`,
  });
  assert.ok(
    filtered.items.every((entry) => entry.postings.some((posting) => posting.account === account)),
  );
  let job = await call(finance, 'POST', '/api/ledger/verify', { status: 202 });
  for (let tries = 0; job.status === 'running' && tries < 300; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    job = await call(finance, 'GET', '/api/jobs/{id}', { path: { id: job.id } });
  }
  assert.deepEqual([job.status, job.clean, job.progress], ['succeeded', true, 1]);
});

test('every pack, every example of it, and a free case', async () => {
  const clerk = await signIn('clerk');
  const { items } = await call(clerk, 'GET', '/api/policies');
  for (const { id: pack } of items) {
    const { examples } = await call(clerk, 'GET', '/api/policies/{pack}', { path: { pack } });
    for (const { name } of examples) {
      const run = await call(clerk, 'POST', '/api/policies/{pack}/examples/{name}/run', {
        path: { pack, name },
      });
      assert.equal(run.passed, true, `${pack} ${name}`);
    }
  }
  const free = {
    scheme: 'employee',
    person: { category: 'active', birth_date: '1980-05-01' },
    account_balance: '500.00',
    encounters: [
      {
        id: 'e1',
        benefit: 'inpatient',
        date: '2026-03-10',
        provider_level: 3,
        use_account: true,
        lines: [{ class: 'A', amount: '12700.00' }],
      },
      { id: 'e2', benefit: 'inpatient', date: '2026-03-20', provider_level: 1, lines: [] },
    ],
  };
  const { results } = await call(clerk, 'POST', '/api/policies/{pack}/try', {
    path: { pack: 'demo-city' },
    body: free,
  });
  assert.equal(results[0].figures.total, '12700.00');
  assert.equal(results[1].error.code, 'no_lines');
});

test('the audit trail', async () => {
  const auditor = await signIn('auditor');
  const { items } = await call(auditor, 'GET', '/api/audit', { query: '?limit=20' });
  assert.equal(items.length, 20);
});

test('refusals carry a code and both languages', async () => {
  const clerk = await signIn('clerk');
  const refused = async (session, method, path, options) =>
    (await call(session, method, path, options)).error.code;
  assert.equal(await refused(null, 'GET', '/api/region', { status: 401 }), 'not_signed_in');
  assert.equal(
    await refused(clerk, 'GET', '/api/persons/{psn_no}', {
      path: { psn_no: 'nobody' },
      status: 404,
    }),
    'unknown_person',
  );
  assert.equal(
    await refused(clerk, 'GET', '/api/settlements/{setl_id}', {
      path: { setl_id: 'none' },
      status: 404,
    }),
    'unknown_settlement',
  );
  assert.equal(
    await refused(clerk, 'GET', '/api/policies/{pack}', { path: { pack: 'none' }, status: 404 }),
    'unknown_policy',
  );
  await refused(clerk, 'GET', '/api/ledger/accounts', { status: 403 });
  await refused(clerk, 'GET', '/api/overview', { query: '?date=2026-02-30', status: 400 });
  await refused(clerk, 'GET', '/api/persons', { query: '?limit=9999', status: 400 });
});

/** The administrator's password, which a server prints once. */
async function printedPassword(started) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = /^ +admin +(\S+)$/m.exec(started.output());
    if (found) return found[1];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no password was printed:\n${started.output()}`);
}

test('an empty region answers by the contract too', async () => {
  const empty = await startServer({ empty: true });
  try {
    const printed = await printedPassword(empty);
    const admin = await signIn('admin', printed, empty.url);
    const overview = await call(admin, 'GET', '/api/overview');
    assert.equal(overview.latest_date, null);
    assert.equal((await call(admin, 'GET', '/api/region')).persons, 0);
    await call(admin, 'GET', '/api/policies');
    await call(admin, 'DELETE', '/api/session', { status: 204 });
    const chosen = 'Chosen-by-myself-1';
    const renewed = await signIn('admin', printed, empty.url);
    await call(renewed, 'POST', '/api/password', { body: { present: printed, new: chosen } });
    await call(await signIn('admin', chosen, empty.url), 'DELETE', '/api/sessions');
  } finally {
    await empty.stop();
  }
});

test('every operation of the contract was called above', () => {
  assert.deepEqual([...called].sort(), [...operations].sort());
});
