import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log/log.ts';

function recorded(level: 'error' | 'warn' | 'info' | 'debug') {
  const lines: string[] = [];
  const log = createLog(
    level,
    { write: (line) => lines.push(line), flush: () => undefined },
    () => 1_700_000_000_007,
  );
  return { log, lines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>), raw: lines };
}

describe('OPS-03 structured log', () => {
  it('is one JSON object a line, whatever a message holds', () => {
    const { log, lines, raw } = recorded('info');
    log.info('two\nlines "quoted"', { user: 'a\nb' });
    expect(raw[0]?.split('\n')).toHaveLength(2);
    expect(lines()[0]).toEqual({
      time: '2023-11-14T22:13:20.007Z',
      level: 'info',
      message: 'two\nlines "quoted"',
      user: 'a\nb',
    });
  });

  it('keeps the level', () => {
    const { log, lines } = recorded('warn');
    log.debug('d');
    log.info('i');
    log.request({ requestId: 'r', method: 'GET', route: 'x', status: 200, durationInMs: 1 });
    log.warn('w');
    log.error('e');
    expect(lines().map((line) => line.message)).toEqual(['w', 'e']);
  });

  it('tells of a request its ID, method, route, status and duration, and nothing else', () => {
    const { log, lines } = recorded('info');
    log.request({
      requestId: 'id-1',
      method: 'PO"ST',
      route: 'kms.encryptData',
      status: 200,
      durationInMs: 1.234,
    });
    expect(lines()).toEqual([
      {
        time: '2023-11-14T22:13:20.007Z',
        level: 'info',
        message: 'request',
        requestId: 'id-1',
        method: 'PO"ST',
        route: 'kms.encryptData',
        status: 200,
        durationInMs: 1.23,
      },
    ]);
  });

  it('writes out no answer that an error carries as its cause', () => {
    const { log, raw } = recorded('info');
    const answer = { access_token: 'MARKER', refresh_token: 'MARKER' };
    const inner = new Error('unusable answer', { cause: { body: answer } });
    log.error('failed', { cause: new Error('outer', { cause: inner }) });
    expect(raw[0]).toContain('unusable answer');
    expect(raw[0]).not.toContain('MARKER');
  });

  it('writes out errors with their causes', () => {
    const { log, lines } = recorded('error');
    log.error('failed', { cause: new Error('outer', { cause: new TypeError('inner') }) });
    expect(lines()[0]).toMatchObject({
      cause: { name: 'Error', message: 'outer', cause: { name: 'TypeError', message: 'inner' } },
    });
  });
});
