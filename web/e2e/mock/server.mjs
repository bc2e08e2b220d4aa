// A stand-in for the binary while one works on the page: `node e2e/mock/server.mjs [port]`.
// Serves web/dist and a made-up region; MOCK_EMPTY=1 starts with nothing in it.
// Users are the role names, with the passwords demo-<role>, as in the demo region of the binary.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal, routes } from './api.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const allRoles = ['clerk', 'finance', 'leader', 'auditor', 'admin'];
const rights = {
  'person.read': ['clerk', 'leader', 'auditor'],
  'settlement.read': ['clerk', 'leader', 'auditor'],
  'ledger.read': ['finance', 'leader', 'auditor'],
  'ledger.verify': ['finance', 'leader', 'auditor'],
};
const sessions = new Map();
let counter = 0;

const sessionOf = (request) =>
  sessions.get(/tc_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1]);

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

function signIn({ user, password }, response) {
  if (!allRoles.includes(user) || password !== `demo-${user}`) {
    throw new Refusal(
      401,
      'wrong_credentials',
      '用户名或密码不正确。',
      'User name or password is wrong.',
    );
  }
  const token = `t${(counter += 1)}`;
  sessions.set(token, { user, name: user, roles: [user], csrf: `c${token}` });
  response.setHeader('Set-Cookie', `tc_session=${token}; HttpOnly; SameSite=Strict; Path=/`);
  return sessions.get(token);
}

async function answer(request, response, url) {
  if (url.pathname === '/api/session' && request.method === 'POST')
    return signIn(await bodyOf(request), response);
  const session = sessionOf(request);
  if (!session) throw new Refusal(401, 'not_signed_in', '请先登录。', 'Sign in first.');
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrf) {
    throw new Refusal(
      403,
      'csrf_token_wrong',
      '页面已过期，请刷新。',
      'The page is out of date; reload it.',
    );
  }
  if (url.pathname === '/api/session') {
    if (request.method === 'GET') return session;
    sessions.forEach((value, key) => value === session && sessions.delete(key));
    return null;
  }
  for (const [method, pattern, right, handler] of routes) {
    const match = pattern.exec(url.pathname);
    if (!match || method !== request.method) continue;
    if (right in rights && !session.roles.some((role) => rights[right].includes(role))) {
      throw new Refusal(
        403,
        'right_missing',
        '您没有此项权限。',
        'You do not have this right.',
        right,
      );
    }
    const body = method === 'POST' ? await bodyOf(request) : null;
    return handler(match.slice(1).map(decodeURIComponent), url.searchParams, body);
  }
  throw new Refusal(404, 'unknown_path', '没有这个接口。', 'There is no such path.', url.pathname);
}

async function api(request, response, url) {
  response.setHeader('Content-Type', 'application/json');
  try {
    const body = await answer(request, response, url);
    response.statusCode =
      body === null
        ? 204
        : request.method === 'POST' && url.pathname.endsWith('verify')
          ? 202
          : 200;
    response.end(body === null ? '' : JSON.stringify(body));
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error);
    response.statusCode = error.status ?? 500;
    response.end(
      JSON.stringify(
        error.body ?? {
          error: { code: 'internal', zh: '内部错误。', en: 'Internal error.', where: null },
        },
      ),
    );
  }
}

async function file(response, url) {
  const wanted = join(dist, normalize(url.pathname));
  const path = extname(wanted) && wanted.startsWith(dist) ? wanted : join(dist, 'index.html');
  const content = await readFile(path).catch(() => null);
  response.statusCode = content ? 200 : 404;
  response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
  response.end(content ?? '');
}

const port = Number(process.argv[2] ?? 8080);
createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  void (url.pathname.startsWith('/api/') ? api(request, response, url) : file(response, url));
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}`));
