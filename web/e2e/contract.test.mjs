// The server answers as api/openapi.yaml says, field by field; no browser needed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, called, identityNumber, signIn, untilEnded } from './contract-client.mjs';
import { operations } from './contract.mjs';
import './contract-accounts.mjs';
import './contract-member.mjs';
import './contract-special.mjs';
import './contract-policy.mjs';
import './contract-receipts.mjs';
import './contract-recompute.mjs';
import './contract-residents.mjs';
import './contract-projection.mjs';
import './contract-what-if.mjs';
import { startServer } from './server.mjs';

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

test('employers: opened, changed and cancelled by two persons', async () => {
  const clerk = await signIn('clerk');
  const reviewer = await signIn('reviewer');
  const { today } = await call(clerk, 'GET', '/api/region');
  await call(clerk, 'GET', '/api/organisations');
  const form = { name: '契约单位', documents: '营业执照', event_day: today };
  const { code } = await call(clerk, 'POST', '/api/employers', { body: form });
  const path = { code };
  await call(clerk, 'POST', '/api/employers/{code}/changes', {
    path,
    body: { ...form, name: '改名', reason: '更名' },
  });
  await call(reviewer, 'GET', '/api/employer-requests', { query: '?state=waiting' });
  const decision = '/api/employers/{code}/requests/{number}/decision';
  const decide = (number) =>
    call(reviewer, 'POST', decision, { path: { code, number }, body: { approve: true } });
  await decide('1');
  await call(clerk, 'POST', '/api/employers/{code}/cancellation', {
    path,
    body: { event_day: today, reason: '撤销' },
  });
  await decide('2');
  const file = await call(clerk, 'GET', '/api/employers/{code}', { path });
  assert.deepEqual([file.name, file.state, file.requests.length], ['改名', 'cancelled', 2]);
  const { items } = await call(clerk, 'GET', '/api/employers', { query: '?sort=name&limit=5' });
  for (const item of items) {
    await call(clerk, 'GET', '/api/employers/{code}/members', { path: item, query: '?limit=3' });
  }
  const audits = '/api/employers/{code}/wage-audits';
  const row = { row: 2, name: '无此人', cert_no: '11010119900307803X', wage: '5000' };
  const { number } = await call(clerk, 'POST', audits, {
    path: items[0],
    body: { year: 2026, documents: '工资表', rows: [row] },
  });
  const audit = { path: { code: items[0].code, number } };
  await call(clerk, 'GET', `${audits}/{number}`, audit);
  await call(reviewer, 'POST', `${audits}/{number}/decision`, {
    ...audit,
    body: { approve: false },
  });
  assert.equal((await call(clerk, 'GET', audits, { path: items[0] })).items.length, 1);
});

test('an import, part by part, and what came of its rows', async () => {
  const clerk = await signIn('clerk');
  const { columns } = await call(clerk, 'GET', '/api/import-template');
  assert.ok(columns.length > 5);
  const [{ code }] = (await call(clerk, 'GET', '/api/employers', { query: '?limit=1' })).items;
  const { id } = await call(clerk, 'POST', '/api/imports', {
    body: { file_name: 'a.csv', file_digest: 'contract', employer: code, rows: 2 },
  });
  const good = { name: '契约人', category: '在职', wage: '6000', begin: '2026-03-01' };
  const rows = [
    { ...good, row: 2, cert_no: identityNumber('11010519850615777') },
    { ...good, row: 3, cert_no: '1' },
  ];
  const body = { rows };
  await call(clerk, 'POST', '/api/imports/{id}/chunks/{chunk}', { path: { id, chunk: 1 }, body });
  const job = await call(clerk, 'GET', '/api/imports/{id}', { path: { id } });
  assert.deepEqual([job.accepted, job.refused], [1, 1]);
  assert.equal((await call(clerk, 'GET', '/api/imports')).items[0].id, id);
  const listed = await call(clerk, 'GET', '/api/imports/{id}/rows', { path: { id } });
  assert.equal(listed.items.length, 2);
});

test('the levy of a month: preview, run, bills, lines with their reasons, reversal', async () => {
  const finance = await signIn('finance');
  const clerk = await signIn('clerk');
  const { today } = await call(finance, 'GET', '/api/region');
  const path = { month: today.slice(0, 7) };
  for (const what of ['preview', 'run']) {
    const started = await call(finance, 'POST', `/api/levy/months/{month}/${what}`, {
      path,
      status: 202,
    });
    const { result } = await untilEnded(finance, started);
    assert.ok(result.bills > 0);
  }
  await call(finance, 'GET', '/api/levy/runs');
  await call(finance, 'GET', '/api/levy/months/{month}', { path });
  const { items } = await call(finance, 'GET', '/api/levy/months/{month}/bills', {
    path,
    query: '?limit=5',
  });
  const { number, employer: code } = items[0];
  await call(clerk, 'GET', '/api/levy/bills/{number}', { path: { number } });
  await call(clerk, 'GET', '/api/employers/{code}/bills', { path: { code } });
  const lines = await call(clerk, 'GET', '/api/levy/bills/{number}/lines', { path: { number } });
  const { psn_no } = lines.items[0];
  await call(clerk, 'GET', '/api/levy/bills/{number}/lines/{psn_no}', { path: { number, psn_no } });
  await call(clerk, 'GET', '/api/persons/{psn_no}/levy', { path: { psn_no } });
  await call(finance, 'POST', '/api/levy/bills/{number}/reversal', {
    path: { number },
    body: { reason: '试' },
  });
});

test('every pack, every example of it, and a free case', async () => {
  const clerk = await signIn('clerk');
  const { items } = await call(clerk, 'GET', '/api/policies');
  for (const { id: pack } of items) {
    const { examples } = await call(clerk, 'GET', '/api/policies/{pack}', { path: { pack } });
    const { changes } = await call(clerk, 'GET', '/api/policies/{pack}/diff', {
      path: { pack },
      query: '?from=demo-city',
    });
    assert.equal(changes.length === 0, pack === 'demo-city', pack);
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
