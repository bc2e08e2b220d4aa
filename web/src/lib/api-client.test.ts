import { afterEach, describe, expect, it, vi } from 'vitest';
import { apiGet, ApiError, buildUrl } from './api-client';

afterEach(() => vi.unstubAllGlobals());

function answerWith(status: number, body: string) {
  vi.stubGlobal('fetch', async () => new Response(body, { status }));
}

async function refusal(): Promise<ApiError> {
  try {
    await apiGet('/api/region');
  } catch (error) {
    return error as ApiError;
  }
  throw new Error('was not refused');
}

describe('api client', () => {
  it('encodes path parts and leaves empty filters out', () => {
    expect(buildUrl('/api/persons/{psn_no}', { path: { psn_no: 'a/b 张' } })).toBe(
      '/api/persons/a%2Fb%20%E5%BC%A0',
    );
    expect(
      buildUrl('/api/persons', { query: { q: '张 三', cursor: undefined, benefit: '' } }),
    ).toBe('/api/persons?q=%E5%BC%A0+%E4%B8%89');
  });

  it('passes the refusal of the server on', async () => {
    answerWith(
      404,
      '{"error":{"code":"unknown_person","zh":"查无此人","en":"No such person","where":"psn_no"}}',
    );
    const error = await refusal();
    expect([error.status, error.body.code, error.body.where]).toEqual([
      404,
      'unknown_person',
      'psn_no',
    ]);
  });

  it('names an answer that is no JSON', async () => {
    answerWith(502, '<html>');
    expect((await refusal()).body.code).toBe('unexpected_answer');
  });

  it('names a server that cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    expect((await refusal()).status).toBe(0);
  });
});
