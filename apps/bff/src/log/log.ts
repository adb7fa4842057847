import type { EngineLog } from '@dewpoint/engine';
import type { LogLevel } from '../configuration/settings.ts';

/** Where finished lines go. `write` may keep the text for a moment, `flush` returns when all of it has left the process. */
export interface LogSink {
  write(line: string): void;
  flush(): void;
}

/** What a request line tells: never a body, a query, a cookie or a token. */
export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  /** Operation id or route pattern, not the path that was sent: paths hold names and IDs of things. */
  readonly route: string;
  readonly status: number;
  readonly durationInMs: number;
}

/** Structured log: one JSON object a line. */
export interface Log extends EngineLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  request(line: RequestLine): void;
  flush(): void;
}

const rank: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 };

/** A log that writes lines of `level` and graver ones into `sink`. */
export function createLog(level: LogLevel, sink: LogSink, now: () => number = Date.now): Log {
  const limit = rank[level];
  const line = (name: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    if (rank[name] > limit) return;
    sink.write(
      `${JSON.stringify({ time: new Date(now()).toISOString(), level: name, message, ...fields }, plain)}\n`,
    );
  };
  const requests = rank.info <= limit;
  return {
    error: (message, fields) => line('error', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    info: (message, fields) => line('info', message, fields),
    debug: (message, fields) => line('debug', message, fields),
    request: ({ requestId, method, route, status, durationInMs }) => {
      if (!requests) return;
      // Built by hand, once a request: every part is a word of ours or a number, except what JSON.stringify quotes.
      sink.write(
        `{"time":"${isoTime(now())}","level":"info","message":"request","requestId":"${requestId}","method":${JSON.stringify(method)},"route":${JSON.stringify(route)},"status":${status},"durationInMs":${durationInMs.toFixed(2)}}\n`,
      );
    },
    flush: () => sink.flush(),
  };
}

let isoSecond = -1;
let isoPrefix = '';

/** ISO 8601 text; the part down to the second is kept, since many requests share it. */
function isoTime(epochInMs: number): string {
  const second = Math.floor(epochInMs / 1000);
  if (second !== isoSecond) {
    isoSecond = second;
    isoPrefix = new Date(second * 1000).toISOString().slice(0, 20);
  }
  return `${isoPrefix}${String(epochInMs - second * 1000).padStart(3, '0')}Z`;
}

/**
 * Errors as name, message, stack and cause: `JSON.stringify` would make `{}` of them. A cause is followed only where it is an error or words:
 * libraries put the answer there that they could not use, and a token answer holds tokens.
 */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return {
      name,
      message,
      stack,
      cause: cause instanceof Error || typeof cause === 'string' ? cause : undefined,
    };
  }
  return typeof value === 'bigint' ? String(value) : value;
}
