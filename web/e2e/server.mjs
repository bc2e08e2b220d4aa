// What the browser tests run against, in one place:
//   TONGCHOU_URL     a server that runs already (a demo region), or
//   TONGCHOU_BINARY  the binary to start on a free port (default build/release/tongchou), with
//   TONGCHOU_DATA    its data folder (default: a fresh one that is removed afterwards).
//   TONGCHOU_PACKS   the packs (default policies/).
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const startSeconds = 180;

/** The users of the demo region: one per role, and the clerks of a county and a township. */
export const password = (user) => `demo-${user}`;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function command(port, data, empty, areas, persons) {
  const binary = process.env.TONGCHOU_BINARY ?? join(root, 'build/release/tongchou');
  const flags = [
    '--port',
    port,
    '--data',
    data,
    '--packs',
    process.env.TONGCHOU_PACKS ?? join(root, 'policies'),
    '--web',
    join(root, 'web/dist'),
    ...(areas ? ['--areas', areas.join(',')] : []),
    ...(empty ? ['--empty'] : ['--demo-persons', persons]),
  ];
  return [binary, ['serve', ...flags.map(String)]];
}

async function untilReady(url, child, output) {
  for (let waited = 0; waited < startSeconds * 10; waited += 1) {
    if (child.exitCode !== null)
      throw new Error(`the server ended with ${child.exitCode}:\n${output().slice(-4000)}`);
    const answer = await fetch(`${url}/api/session`).catch(() => null);
    if (answer?.status === 401) return;
    await sleep(100);
  }
  throw new Error(`no answer within ${startSeconds} s:\n${output().slice(-4000)}`);
}

async function stopped(child) {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await Promise.race([new Promise((resolve) => child.once('exit', resolve)), sleep(10_000)]);
  if (child.exitCode === null) child.kill('SIGKILL');
}

const clock = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

/** An environment whose calendar is `aheadMs` ahead; how long something takes is as ever. */
const environmentOf = (aheadMs) =>
  aheadMs === 0
    ? process.env
    : {
        ...process.env,
        LD_PRELOAD: clock,
        FAKETIME: `+${Math.round(aheadMs / 1000)}`,
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        NO_FAKE_STAT: '1',
      };

/**
 * Starts what is to be tested; with `empty` a region without anybody in it. Returns its address,
 * how to stop it, and what it printed. `areas`: the packs of the areas to serve. `keptIn`: a data
 * folder of the caller, who also removes it. `aheadMs`: the server's calendar is so far ahead.
 * `persons`: of the demo region.
 */
export async function startServer({
  empty = false,
  areas = undefined,
  keptIn = undefined,
  aheadMs = 0,
  persons = 300,
} = {}) {
  if (process.env.TONGCHOU_URL && !empty && !areas && !keptIn)
    return { url: process.env.TONGCHOU_URL, stop: async () => undefined };
  const given = keptIn ?? process.env.TONGCHOU_DATA;
  const fresh = keptIn === undefined && (empty || areas !== undefined || given === undefined);
  const data = fresh ? await mkdtemp(join(tmpdir(), 'tongchou-e2e-')) : given;
  const port = await freePort();
  const [program, args] = command(port, data, empty, areas, persons);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(aheadMs),
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const failed = new Promise((_, reject) => child.once('error', reject));
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([untilReady(url, child, () => text), failed]);
  return {
    url,
    output: () => text,
    stop: async () => {
      await stopped(child);
      if (fresh) await rm(data, { recursive: true, force: true });
    },
  };
}
