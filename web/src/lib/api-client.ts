// The one place that talks to the server. Every failure becomes an ApiError with the server's code
// and texts, or with one of our own codes when no proper answer came.
import type {
  GetAnswer,
  GetPath,
  PostAnswer,
  PostPath,
  PutAnswer,
  PutPath,
  Schema,
} from './schema';

export interface Arguments {
  path?: Record<string, string>;
  query?: Record<string, string | undefined>;
}

type ErrorBody = Schema<'Error'>['error'];

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(`${body.code}: ${body.en}`);
    this.name = 'ApiError';
  }
}

/** status 0: no answer at all. */
const unreachable: ErrorBody = {
  code: 'server_unreachable',
  zh: '连不上服务器。',
  en: 'The server cannot be reached.',
  where: null,
};

function notUnderstood(status: number): ErrorBody {
  return {
    code: 'unexpected_answer',
    zh: `服务器的答复无法识别（HTTP ${status}）。`,
    en: `The server's answer was not understood (HTTP ${status}).`,
    where: null,
  };
}

/** Fills `{name}` of a path template and appends the query; empty query values are left out. */
export function buildUrl(template: string, { path = {}, query = {} }: Arguments): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

async function send<Answer>(
  method: string,
  url: string,
  body?: unknown,
  csrf?: string,
): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const bytes = body instanceof Blob;
  if (body !== undefined)
    headers['Content-Type'] = bytes ? 'application/x-tar' : 'application/json';
  if (csrf) headers['X-CSRF-Token'] = csrf;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      // who signs out and leaves the page at once has signed out
      keepalive: method === 'DELETE',
      body: body === undefined || bytes ? body : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, unreachable);
  }
  if (response.status === 204) return undefined as Answer;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as Answer;
  const error = (answer as Partial<Schema<'Error'>> | undefined)?.error;
  throw new ApiError(response.status, error?.code ? error : notUnderstood(response.status));
}

export function apiGet<Path extends GetPath>(
  path: Path,
  args: Arguments = {},
): Promise<GetAnswer<Path>> {
  return send('GET', buildUrl(path, args));
}

export function apiPost<Path extends PostPath>(
  path: Path,
  csrf: string,
  args: Arguments = {},
  body?: unknown,
): Promise<PostAnswer<Path>> {
  return send('POST', buildUrl(path, args), body, csrf);
}

export function apiPut<Path extends PutPath>(
  path: Path,
  csrf: string,
  args: Arguments = {},
  body?: unknown,
): Promise<PutAnswer<Path>> {
  return send('PUT', buildUrl(path, args), body, csrf);
}

/** `area`: the code of the area that knows the user; the server's first one when it is left out. */
export function apiSignIn(
  user: string,
  password: string,
  area?: string,
): Promise<Schema<'Session'>> {
  return send('POST', '/api/session', { user, password, ...(area ? { area } : {}) });
}

export interface MemberCredentials {
  cert_no: string;
  password: string;
  /** the password that is to hold from now on, with a one-time code */
  new?: string;
  area?: string;
}

export function apiSignInMember(credentials: MemberCredentials): Promise<Schema<'Session'>> {
  return send('POST', '/api/member-session', credentials);
}

export function apiSignOutEverywhere(csrf: string): Promise<unknown> {
  return send('DELETE', '/api/sessions', undefined, csrf);
}

export function apiSignOut(csrf: string): Promise<void> {
  return send('DELETE', '/api/session', undefined, csrf);
}
