// The helper of a township opens every page that the menu offers, and a person of the township.
import assert from 'node:assert/strict';
import { get, pageTest, regionForTests, signIn } from './browser.mjs';

regionForTests();

pageTest('a helper opens every page of the menu and is refused nothing', async (page) => {
  await signIn(page, 'helper');
  const refused = [];
  page.on('response', (answer) => {
    const path = new URL(answer.url()).pathname;
    if (path.startsWith('/api/') && answer.status() >= 400)
      refused.push(`${page.url()}: ${path} ${answer.status()}`);
  });
  const menu = page.getByRole('navigation', { name: '主导航' });
  const hrefs = await menu
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(hrefs.length >= 5, hrefs.join(' '));
  const [person] = (await get(page, '/api/persons')).items;
  for (const href of [...new Set(hrefs), `/persons/${person.psn_no}`]) {
    await page.goto(href);
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('.ant-alert-error').count(), 0, href);
  }
  assert.deepEqual(refused, []);
});
