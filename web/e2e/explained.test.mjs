// A stay that meets everything at once: deductible, bands, the cap of the pooled fund, what pays
// beyond it, and large illness. Each of its figures is walked as a newcomer would.
import assert from 'node:assert/strict';
import {
  get,
  pageTest,
  regionForTests,
  serverUrl,
  shown,
  signIn,
  someSettlement,
  wholePerson,
} from './browser.mjs';
import { settleStay } from './hospital.mjs';

regionForTests();

const wantedFen = 90_000_000n; // more than the caps of both funds leave room for

const fenOf = (price) => {
  const [whole, fraction = ''] = price.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
};
const yuanOf = (fen) => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;

/** So much of a class A item without a ceiling that it comes to `wantedFen` or a little more. */
async function dearLine(page) {
  const covered = ({ class: name, ceiling, price }) =>
    name === 'A' && ceiling === null && /^\d+(\.\d\d?)?$/.test(price);
  const { items } = await get(page, '/api/settlements?limit=100');
  for (const { setl_id: id } of items) {
    const { lines } = await get(page, `/api/settlements/${id}`);
    const item = lines.find(covered);
    if (!item) continue;
    const count = wantedFen / fenOf(item.price) + 1n;
    const amount = yuanOf(count * fenOf(item.price));
    return { code: item.item_code, price: item.price, count: String(count), amount };
  }
  throw new Error('the demo region has no such item');
}

/** Settles the stay for the first insured employee who is not in hospital already. */
async function settledStay(page) {
  const { provider } = await someSettlement(page, (item) => item.provider.level === '3');
  const { area } = await get(page, '/api/region');
  const till = { url: serverUrl(), area, institution: provider.id };
  const line = await dearLine(page);
  const { items } = await get(page, '/api/persons?limit=100');
  const employees = items.filter((one) => one.scheme?.id === 'employee' && one.status === 'active');
  for (const { psn_no: no } of employees) {
    const person = await wholePerson(page, no);
    if (person.aid !== null || person.civil_servant) continue;
    const done = await settleStay(till, person, line).catch((error) => {
      if (!error.message.includes('2401')) throw error;
      return null;
    });
    if (done !== null) return done;
  }
  throw new Error('nobody could be admitted');
}

async function sees(step, text) {
  assert.ok(
    (await step.innerText()).toLowerCase().includes(text.toLowerCase()),
    `“${text}” is not in: ${await step.innerText()}`,
  );
}

/** The drawer shows, of each step, everything that the explanation says in this language. */
async function walkSteps(drawer, lines, lang) {
  const steps = drawer.locator('.step');
  assert.equal(await steps.count(), lines.length);
  for (const [i, line] of lines.entries()) {
    const step = steps.nth(i);
    await sees(step, line.text[lang]);
    for (const { name, value } of line.operands) {
      await sees(step, name[lang]);
      await sees(step, shown(value[lang]));
    }
    assert.equal(await step.locator('.bands tbody tr').count(), line.bands.length);
    for (const band of line.bands) await sees(step, shown(band.amount_in_band));
    if (line.citation?.article) await sees(step, line.citation.article);
    if (line.citation?.title) await sees(step, line.citation.title);
    if (line.value_from_date) await sees(step, line.value_from_date);
    if (line.binding) await sees(step, line.binding[lang]);
    if (line.running_total) {
      await sees(step, line.running_total.name[lang]);
      await sees(step, shown(line.running_total.after));
    }
  }
}

async function walkFigures(page, explained, lang) {
  const figures = page.locator('[data-figure]');
  await figures.first().waitFor();
  const keys = await figures.evaluateAll((all) => all.map((one) => one.dataset.figure));
  assert.ok(keys.includes('fund:large_illness'), keys.join());
  const drawer = page.getByTestId('explanation');
  for (const key of keys) {
    const { amount, lines } = explained.figures.find((one) => one.figure === key);
    await page.locator(`[data-figure="${key}"]`).click();
    await drawer.locator('.explained-head').getByText(shown(amount), { exact: true }).waitFor();
    await walkSteps(drawer, lines, lang);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  }
}

/** What the stay is for: that none of the parts is missing from it. */
function assertMeetsEverything(explained) {
  const stepsOf = (figure) => explained.figures.find((one) => one.figure === figure).lines;
  const bindings = (figure) => stepsOf(figure).flatMap(({ binding }) => binding?.en ?? []);
  assert.ok(bindings('deductible').includes('deductible'));
  assert.ok(bindings('fund:pooled').includes('left under the cap'));
  assert.ok(stepsOf('fund:large_illness').some(({ bands }) => bands.length === 3));
  for (const fund of ['pooled', 'large_amount', 'large_illness']) {
    const steps = stepsOf(`fund:${fund}`);
    assert.ok(steps.some(({ running_total: total }) => total !== null), fund);
    for (const { citation, value_from_date: from } of steps)
      assert.ok(citation?.article && from, fund);
  }
}

pageTest(
  'each figure of a stay with deductible, bands, cap, large illness is explained in both languages',
  async (page) => {
    await signIn(page, 'clerk');
    const id = await settledStay(page);
    const explained = await get(page, `/api/settlements/${id}/explanation`);
    assert.equal(explained.reproduced, true);
    assertMeetsEverything(explained);
    await page.goto(`/settlements/${id}`);
    await walkFigures(page, explained, 'zh');
    await page.getByText('English', { exact: true }).click();
    await walkFigures(page, explained, 'en');
  },
);

pageTest('a statement prints with the reason behind each figure', async (page) => {
  await signIn(page, 'clerk');
  const { setl_id: id } = await someSettlement(page, (item) => item.fund !== '0.00');
  const explained = await get(page, `/api/settlements/${id}/explanation`);
  await page.goto(`/settlements/${id}`);
  await page.evaluate(() => {
    window.print = () => {
      window.printed = document.querySelector('[data-testid="printed-reasons"]')?.textContent;
    };
  });
  await page.getByRole('button', { name: '打印（含依据）' }).click();
  await page.waitForFunction(() => window.printed !== undefined);
  const printed = await page.evaluate(() => window.printed);
  for (const { name, lines } of explained.figures) {
    assert.ok(printed.includes(name.zh), name.zh);
    for (const { text } of lines) assert.ok(printed.includes(text.zh), text.zh);
  }
  await page.getByTestId('printed-reasons').waitFor({ state: 'detached' });
});

pageTest('a reversal shows what it takes back and says so in its explanation', async (page) => {
  await signIn(page, 'auditor');
  const reversal = await someSettlement(page, (item) => item.kind === 'reversal');
  await page.goto(`/settlements/${reversal.setl_id}`);
  await page.getByText(reversal.lines[0].item_code).first().waitFor();
  await page.locator('[data-figure="total"]').click();
  await page.getByTestId('explanation').getByText('这是冲正').waitFor();
  await page.goto(`/settlements/${reversal.reverses}`);
  await page.getByText(reversal.lines[0].item_code).first().waitFor();
});
