// A browser for the tests: each test gets a page with a clean state; a failed one leaves a picture.
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { password, startServer } from './server.mjs';

const artifacts = fileURLToPath(new URL('./artifacts/', import.meta.url));
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const patienceMs = 60_000;

let server;
let browser;

/** To be called once per file, before its tests. `areas`: packs, when it is to serve several. */
export function regionForTests({ areas, keptIn, persons } = {}) {
  before(async () => {
    server = await startServer({ areas, keptIn, persons });
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: flags,
    });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
}

/** Stops the server and starts it on the same data, its calendar `aheadMs` ahead. */
export async function restartAhead(keptIn, aheadMs) {
  await server.stop();
  server = await startServer({ keptIn, aheadMs });
  return server.url;
}

/** Where the server of this file's tests listens. */
export const serverUrl = () => server.url;

/** A test with a page; what the page itself complained about fails it too. */
export function pageTest(name, body) {
  test(name, async () => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce', // a click on a button that still grows can miss it
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const defects = [];
    page.on('pageerror', (error) => defects.push(error.message));
    page.on('console', (line) => {
      if (/Content.Security.Policy/i.test(line.text())) defects.push(line.text());
    });
    try {
      await body(page);
      if (defects.length > 0) throw new Error(`the page threw: ${defects.join('; ')}`);
    } catch (error) {
      await mkdir(artifacts, { recursive: true });
      await page.screenshot({ path: `${artifacts}${name.replace(/\W+/g, '-')}.png` });
      throw error;
    } finally {
      await context.close();
    }
  });
}

export async function fillSignIn(page, user, secret) {
  await page.getByLabel('用户名').fill(user);
  await page.getByLabel('密码', { exact: true }).fill(secret);
  await page.getByRole('button', { name: '登录' }).click();
}

export async function signIn(page, user, path = '/', areaName = undefined) {
  await page.goto(path);
  if (areaName) {
    await page.getByLabel('统筹区').click();
    await page.locator('.ant-select-item-option', { hasText: areaName }).click();
  }
  await fillSignIn(page, user, password(user));
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
}

/**
 * Signs out and waits until the server knows: a page that is left at once takes its request back,
 * and then the session lives on.
 */
export async function signOut(page) {
  await page.getByRole('button', { name: '退出', exact: true }).click();
  await page.getByLabel('用户名').waitFor();
}

/** Another user goes on in the same browser. */
export async function changeUser(page, user, path = '/') {
  await signOut(page);
  await signIn(page, user, path);
}

/** What the API answers to the signed-in user of the page. */
export async function get(page, path) {
  const answer = await page.request.get(path);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** A person as the API tells, with the whole certificate number, which is told on demand alone. */
export async function wholePerson(page, no) {
  const person = await get(page, `/api/persons/${no}`);
  const { csrf } = await get(page, '/api/session');
  const answer = await page.request.post(`/api/persons/${no}/certificate`, {
    headers: { 'X-CSRF-Token': csrf },
  });
  if (!answer.ok()) throw new Error(`certificate of ${no}: ${answer.status()}`);
  return { ...person, ...(await answer.json()) };
}

/** The detail of some settlement that fits, newest first. */
export async function someSettlement(page, fits) {
  const { items } = await get(page, '/api/settlements?limit=200');
  const found = items.find(fits);
  if (!found) throw new Error('the demo region has no such settlement');
  return get(page, `/api/settlements/${encodeURIComponent(found.setl_id)}`);
}

/** "1234.50" as the page shows it. */
export const shown = (amount) => amount.replace(/\B(?=(\d{3})+\.)/g, ',');
