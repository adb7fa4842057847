import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Clock } from '../../clock.ts';
import { type Egress, type EgressAddress, EgressError } from '../../egress/egress-guard.ts';
import type { Attempt, WebhookMessage } from './sender.ts';
import { signatureHeaders } from './standard-webhooks.ts';

/** More of an answer is not read. */
const MAX_ANSWER_IN_BYTES = 16 * 1024;

export interface WebhookParts {
  readonly egress: Egress;
  readonly clock: Clock;
  /** For name, connection and answer together. */
  readonly limitInMs: number;
}

/**
 * Posts a message to a webhook. The connection goes to an address that the guard has just let pass, whatever the name means a moment
 * later; redirects are not followed, and an answer is read up to a limit of bytes and time (EVT-03).
 */
export async function sendWebhook(parts: WebhookParts, message: WebhookMessage): Promise<Attempt> {
  const limit = AbortSignal.timeout(parts.limitInMs);
  try {
    const url = new URL(message.url);
    const addresses = await orAborted(parts.egress.resolve(url.hostname), limit);
    const { status, body } = await post(url, addresses, headersOf(parts, message), message.body, limit);
    if (status >= 200 && status < 300) return { kind: 'done', answer: body };
    return failed(problemOfStatus(status), status === 410);
  } catch (error) {
    if (error instanceof EgressError) return failed(error.message, error.reason === 'refused');
    if (limit.aborted) return failed(`No answer within ${parts.limitInMs / 1000} seconds.`);
    return failed(`The connection failed (${codeOf(error)}).`);
  }
}

function failed(problem: string, final = false): Attempt {
  return { kind: 'failed', problem, final };
}

function problemOfStatus(status: number): string {
  if (status >= 300 && status < 400) return `The endpoint answered ${status}; redirects are not followed.`;
  return `The endpoint answered ${status}.`;
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

function headersOf({ clock }: WebhookParts, message: WebhookMessage) {
  return {
    ...signatureHeaders(message.signSecret, message, clock.now()),
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(message.body, 'utf8')),
    'user-agent': 'Dewpoint-Webhooks/1',
    accept: '*/*',
  };
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function post(
  url: URL,
  addresses: readonly EgressAddress[],
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string }> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', headers, agent: false, lookup: onlyTo(addresses), signal },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const answer = () => resolve({ status: response.statusCode ?? 0, body: textOf(chunks) });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length < MAX_ANSWER_IN_BYTES) return;
          answer();
          outgoing.destroy();
        });
        response.on('end', answer);
        response.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Answers the checked addresses whatever is asked, so that the name is not resolved a second time. */
function onlyTo(addresses: readonly EgressAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else if (first === undefined) callback(new Error('no address'), '');
    else callback(null, first.address, first.family);
  };
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_IN_BYTES).toString('utf8');
}
