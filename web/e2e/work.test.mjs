// The work of a day: overview, persons, settlements and their explanations, ledger, policies.
import assert from 'node:assert/strict';
import {
  fillSignIn,
  get,
  pageTest,
  regionForTests,
  shown,
  signIn,
  signOut,
  someSettlement,
} from './browser.mjs';
import { password } from './server.mjs';

regionForTests();

pageTest('the overview shows the funds, the totals of the day and drawn charts', async (page) => {
  await signIn(page, 'leader');
  const { latest_date: latest } = await get(page, '/api/overview');
  await page.goto(`/?date=${latest}`);
  const overview = await get(page, `/api/overview?date=${latest}`);
  assert.ok(overview.day.count > 0);
  await page
    .locator('.totals-main')
    .first()
    .getByText(shown(overview.day.total), { exact: true })
    .waitFor();
  await page.getByText(shown(overview.funds[0].balance), { exact: true }).first().waitFor();
  for (const name of ['近 30 日结算', '当月按机构级别', '当月按待遇']) {
    const chart = page.getByRole('img', { name });
    await chart.locator('svg').waitFor();
    assert.ok((await chart.locator('svg path').count()) > 5, `${name} is not drawn`);
  }
});

pageTest(
  'a clerk finds a person by name and by number and reads coverage, account and totals',
  async (page) => {
    await signIn(page, 'clerk');
    const { psn_no: no } = (await get(page, '/api/settlements?limit=1')).items[0];
    const person = await get(page, `/api/persons/${no}`);
    const search = page.getByRole('searchbox').first();
    await search.fill(person.name);
    await search.press('Enter');
    await page.getByRole('link', { name: no, exact: true }).waitFor();
    await search.fill(no);
    await search.press('Enter');
    await page.getByRole('link', { name: no, exact: true }).click();
    await page.getByRole('heading', { name: person.name }).waitFor();
    await page.getByRole('heading', { name: '参保记录' }).waitFor();
    await page.getByRole('heading', { name: `${person.year.year} 年度累计` }).waitFor();
    await page.getByText(shown(person.year.totals.total), { exact: true }).first().waitFor();
    if (person.account)
      await page.getByText(shown(person.account.balance), { exact: true }).first().waitFor();
  },
);

pageTest('a search that finds nobody says what was searched for', async (page) => {
  await signIn(page, 'clerk', '/persons?q=zzzz');
  await page.getByText('没有找到“zzzz”').waitFor();
});

pageTest('a certificate number is shown whole only when asked for', async (page) => {
  await signIn(page, 'clerk', '/persons');
  const [{ psn_no: no, cert_no_masked: masked }] = (await get(page, '/api/persons?limit=1')).items;
  await page.getByText(masked, { exact: true }).waitFor();
  await page.goto(`/persons/${no}`);
  await page.getByText(masked, { exact: true }).waitFor();
  await page.getByRole('button', { name: '显示全号' }).click();
  await page.getByText(new RegExp(`^${masked.replaceAll('*', '\\d')}$`)).waitFor();
});

pageTest('an auditor finds who looked at a person, and exports it', async (page) => {
  await signIn(page, 'clerk', '/persons');
  const [{ psn_no: no }] = (await get(page, '/api/persons?limit=1')).items;
  await page.goto(`/persons/${no}`);
  await page.getByRole('button', { name: '显示全号' }).click();
  await page.getByRole('button', { name: '显示全号' }).waitFor({ state: 'detached' });
  await signOut(page);
  await fillSignIn(page, 'auditor', password('auditor'));

  await page.getByRole('link', { name: '审计' }).click();
  await page.getByLabel('对象', { exact: true }).fill(no);
  await page.getByLabel('对象', { exact: true }).press('Enter');
  await page.waitForURL(`**/audit?subject=${no}`);
  const looked = page.getByRole('row').filter({ hasText: '查看证件全号' }).filter({ hasText: no });
  await looked.getByText('经办员').first().waitFor();
  await page.getByLabel('操作人').fill('leader');
  await page.getByLabel('操作人').press('Enter');
  await looked.first().waitFor({ state: 'detached' });
  await page.goto(`/audit?subject=${no}&actor=clerk&action=person.identify`);
  await looked.first().waitFor();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  const stream = await (await coming).createReadStream();
  let text = '';
  for await (const chunk of stream) text += chunk;
  const lines = text.trim().split('\r\n').slice(1);
  assert.ok(lines.length > 0);
  assert.ok(lines.every((line) => line.includes(`clerk,经办员,person.identify,查看证件全号,${no}`)));
});

pageTest('a settlement shows its figures, lines and record, and they add up', async (page) => {
  await signIn(page, 'auditor');
  const settlement = await someSettlement(
    page,
    (item) => item.kind === 'settlement' && item.fund !== '0.00',
  );
  await page.goto('/settlements');
  await page.getByRole('link', { name: settlement.setl_id, exact: true }).click();
  await page.locator('[data-figure="total"]').getByText(shown(settlement.figures.total)).waitFor();
  for (const key of ['eligible', 'deductible', 'burden', 'account', 'cash']) {
    await page
      .locator(`[data-figure="${key}"]`)
      .getByText(shown(settlement.figures[key]), { exact: true })
      .waitFor();
  }
  const sum = page.locator('tr.sum-row');
  if (settlement.lines.length > 1)
    await sum.getByText(shown(settlement.figures.eligible), { exact: true }).waitFor();
  await page.getByText(settlement.pack.digest).waitFor();
});

pageTest(
  'every figure of a settlement opens its explanation with the same amount, in both languages',
  async (page) => {
    await signIn(page, 'auditor');
    const { setl_id: id, figures } = await someSettlement(
      page,
      (item) =>
        item.kind === 'settlement' && item.benefit.id === 'inpatient' && item.fund !== '0.00',
    );
    const explained = await get(page, `/api/settlements/${id}/explanation`);
    assert.equal(explained.reproduced, true);
    await page.goto(`/settlements/${id}`);
    const buttons = page.locator('[data-figure]');
    await buttons.first().waitFor();
    const keys = await buttons.evaluateAll((all) => all.map((one) => one.dataset.figure));
    assert.ok(keys.length >= 9 + figures.funds.length);
    const drawer = page.getByTestId('explanation');
    for (const key of keys) {
      const expected = explained.figures.find((one) => one.figure === key);
      assert.ok(expected, `no explanation of ${key}`);
      await page.locator(`[data-figure="${key}"]`).click();
      await drawer.getByRole('heading', { name: expected.name.zh, exact: true }).waitFor();
      await drawer
        .locator('.explained-head')
        .getByText(shown(expected.amount), { exact: true })
        .waitFor();
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'hidden' });
    }
    await page.getByText('English', { exact: true }).click();
    const fund = explained.figures.find((one) => one.figure === `fund:${figures.funds[0].fund.id}`);
    await page.locator(`[data-figure="${fund.figure}"]`).click();
    await drawer.getByText(fund.lines[0].text.en).first().waitFor();
  },
);

pageTest(
  'the explanation of a fund payment names clause or assumption, bands, and what decided',
  async (page) => {
    await signIn(page, 'auditor');
    const { setl_id: id, figures } = await someSettlement(
      page,
      (item) =>
        item.kind === 'settlement' && item.benefit.id === 'inpatient' && item.fund !== '0.00',
    );
    const figure = `fund:${figures.funds[0].fund.id}`;
    await page.goto(`/settlements/${id}?figure=${encodeURIComponent(figure)}`);
    const drawer = page.getByTestId('explanation');
    await drawer.locator('.bands tbody tr').first().waitFor();
    await drawer.locator('.citation').first().waitFor();
    await drawer
      .getByText(/自 \d{4}-\d{2}-\d{2} 起/)
      .first()
      .waitFor();
    await page.getByText('已按存档输入与政策包重新计算，结果一致').waitFor();
    await page.getByRole('button', { name: '下一项' }).click();
    await page.waitForURL((url) => url.searchParams.get('figure') !== figure);
  },
);

pageTest('settlements are filtered by benefit and the filter is in the address', async (page) => {
  await signIn(page, 'clerk', '/settlements?benefit=pharmacy');
  await page.locator('tr.is-open-row').first().waitFor();
  const rows = await page.locator('tr.is-open-row').allInnerTexts();
  assert.ok(rows.every((row) => !row.includes('住院')));
});

pageTest('a list of settlements is exported as CSV with the exact amounts', async (page) => {
  await signIn(page, 'clerk', '/settlements?benefit=inpatient');
  const [first] = (await get(page, '/api/settlements?benefit=inpatient&limit=1')).items;
  await page.locator('tr.is-open-row').first().waitFor();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  const stream = await (await coming).createReadStream();
  let text = '';
  for await (const chunk of stream) text += chunk;
  const line = text.split('\r\n').find((one) => one.includes(first.setl_id));
  assert.ok(line?.includes(`,${first.total},${first.fund},${first.account},${first.cash}`), line);
});

pageTest(
  'the ledger balances, shows an entry with its hash, and is verified clean',
  async (page) => {
    await signIn(page, 'finance', '/ledger');
    await page.getByText('借贷平衡').waitFor();
    const [entry] = (await get(page, '/api/ledger/entries?limit=1')).items;
    const row = page
      .locator('tr.is-open-row')
      .filter({ has: page.getByText(entry.no, { exact: true }) })
      .first();
    await row.click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(entry.hash).waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '核对全账' }).click();
    await page
      .getByTestId('verification')
      .getByText('核对完毕，没有差异')
      .waitFor({ timeout: 60_000 });
  },
);

pageTest(
  'a policy shows its values with the clause or the assumption beside each',
  async (page) => {
    await signIn(page, 'admin', '/policies');
    await page.getByRole('row').filter({ hasText: 'demo-city' }).getByRole('link').click();
    await page.waitForURL('**/policies/*');
    await page.locator('.layer [data-parameter] .values td').first().waitFor();
    const periods = await page.locator('.period').count();
    assert.equal(await page.locator('.period-clause').count(), periods);
    await page.goto('/policies/xuzhou-county-2004');
    await page.locator('.values td.is-assumed').first().waitFor();
    await page.locator('.period-clause .assumed-tag').first().waitFor();
  },
);

pageTest('two readings of one policy are compared, the clause beside each value', async (page) => {
  await signIn(page, 'leader', '/policies/xuzhou-county-2004-as-built?tab=compare');
  await page.getByText('选一个政策包').waitFor();
  await page.getByRole('combobox', { name: '与哪个政策包比较' }).fill('xuzhou-county-2004');
  await page.getByTitle('徐州某县级市 2004（政策原意） (xuzhou-county-2004)').click();
  await page.getByText('不同之处（1）').waitFor();
  const change = page.getByRole('row').filter({ hasText: '怎样计算' });
  await change.getByText('封顶线（按年，按支付额）', { exact: true }).waitFor();
  await change.getByText('封顶线（按年，按费用）', { exact: true }).waitFor();
  assert.equal(await change.getByText('问题之一').count(), 2);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 XLSX' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'xuzhou-county-2004-xuzhou-county-2004-as-built.xlsx');
  await page.goto('/policies/xuzhou-county-2004?tab=compare&with=nothing');
  await page.getByRole('alert').filter({ hasText: 'unknown_policy' }).waitFor();
});

pageTest('an example of a policy is run again and compared figure by figure', async (page) => {
  await signIn(page, 'clerk', '/policies/demo-city?tab=examples');
  await page.getByRole('button', { name: '运行' }).first().click();
  const run = page.getByTestId('example-run');
  await run.getByText('通过：结果与期望一致').waitFor();
  await run.locator('[data-figure="total"]').first().click();
  await page.getByTestId('explanation').waitFor();
});

pageTest(
  'a free case is settled under a policy and explained; a bad amount is caught in the form',
  async (page) => {
    await signIn(page, 'clerk', '/policies/demo-city?tab=trial');
    await page.getByLabel('金额').first().fill('12.345');
    await page.getByRole('button', { name: '试算', exact: true }).click();
    await page.getByText('金额最多两位小数').waitFor();
    await page.getByLabel('金额').first().fill('12,700');
    await page.getByRole('button', { name: '试算', exact: true }).click();
    const result = page.getByTestId('case-result');
    await result.locator('[data-figure="total"]').getByText('12,700.00').waitFor();
    await result.locator('[data-figure="fund:pooled"]').click();
    await page.getByTestId('explanation').getByText('统筹').first().waitFor();
  },
);

pageTest('the printed statement leaves the frame out', async (page) => {
  await signIn(page, 'clerk');
  const [item] = (await get(page, '/api/settlements?limit=1')).items;
  await page.goto(`/settlements/${item.setl_id}`);
  await page.locator('[data-figure="total"]').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.top').isVisible(), false);
  assert.equal(await page.getByText('医疗保险费用结算单').isVisible(), true);
});
