import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { MAX_SECRET_VALUE_IN_BYTES } from '@dewpoint/contract';
import type { Clock } from '../../clock.ts';
import type { Egress, EgressAddress } from '../../egress/egress-guard.ts';
import type { SecretValue } from '../versions/value-sealing.ts';
import { RotationFailure } from './rotation-failure.ts';

const LIMIT_IN_MS = 10_000;
/** Base64 of the longest value, in JSON. */
const LONGEST_ANSWER_IN_BYTES = 2 * MAX_SECRET_VALUE_IN_BYTES + 1024;
/** CloudEvents type of the question. */
const QUESTION_TYPE = 'com.dewpoint.csms.secret.value-wanted';

export interface ValueRequest {
  readonly url: string;
  /** `whsec_` and Base64, or any text; null: the call is not signed. */
  readonly signingKey: string | null;
  /** The same for every call about one rotation. */
  readonly id: string;
  readonly question: Readonly<Record<string, string>>;
}

/** Asks a webhook for the new value of a secret (SEC-12). */
export interface ValueSupplier {
  /** @throws RotationFailure, EgressError; their messages hold nothing of the answer */
  request(request: ValueRequest): Promise<SecretValue>;
}

/**
 * `POST` with a CloudEvents 1.0 body and the headers of Standard Webhooks. The answer is 200 with `{"secret_string": …}` or
 * `{"secret_binary": <Base64>}`. A redirect is no answer: it would lead past the checks of the address.
 */
export function createValueSupplier(parts: {
  readonly egress: Egress;
  readonly clock: Clock;
}): ValueSupplier {
  return {
    async request({ url, signingKey, id, question }) {
      const target = new URL(url);
      const [address] = await parts.egress.resolve(target.hostname);
      if (address === undefined) throw new TypeError('egress: no address and no refusal');
      if (target.protocol !== 'https:' && !isLoopback(address)) {
        throw failure('The webhook must be called by https: its answer is the secret.');
      }
      const now = parts.clock.now();
      const body = JSON.stringify({
        specversion: '1.0',
        type: QUESTION_TYPE,
        source: 'dewpoint',
        id,
        time: new Date(now).toISOString(),
        datacontenttype: 'application/json',
        data: question,
      });
      const timestamp = String(Math.floor(now / 1000));
      const signature =
        signingKey === null
          ? {}
          : { 'webhook-signature': signatureOf(signingKey, `${id}.${timestamp}.${body}`) };
      return valueIn(
        await post(target, address, body, {
          'content-type': 'application/cloudevents+json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          ...signature,
        }),
      );
    },
  };
}

const isLoopback = ({ address }: EgressAddress) => address === '::1' || address.startsWith('127.');

function failure(message: string): RotationFailure {
  return new RotationFailure('ROTATION.WEBHOOK', message);
}

/** Standard Webhooks, symmetric signature `v1`. */
function signatureOf(key: string, content: string): string {
  const bytes = key.startsWith('whsec_') ? Buffer.from(key.slice(6), 'base64') : Buffer.from(key, 'utf8');
  return `v1,${createHmac('sha256', bytes).update(content).digest('base64')}`;
}

/** To the address that was checked, under the name that was given. */
async function post(
  target: URL,
  { address, family }: EgressAddress,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const secure = target.protocol === 'https:';
  const options: RequestOptions & { servername?: string } = {
    method: 'POST',
    host: address,
    family,
    port: target.port === '' ? (secure ? 443 : 80) : Number(target.port),
    path: `${target.pathname}${target.search}`,
    headers: { ...headers, host: target.host, 'content-length': Buffer.byteLength(body) },
    agent: false,
    signal: AbortSignal.timeout(LIMIT_IN_MS),
    ...(secure ? { servername: target.hostname.replace(/^\[|\]$/g, '') } : {}),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = (secure ? httpsRequest : httpRequest)(options, resolve);
  sent.once('error', reject);
  sent.end(body);
  try {
    const answer = await promise;
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw failure(`The webhook answered ${answer.statusCode}; only 200 with a value is an answer.`);
    }
    return await textOf(answer);
  } catch (error) {
    if (error instanceof RotationFailure) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    throw failure(`The webhook at ${target.host} cannot be reached: ${code}.`);
  } finally {
    sent.destroy();
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LONGEST_ANSWER_IN_BYTES) throw failure('The answer of the webhook is too long for a value.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function valueIn(text: string): SecretValue {
  const answer = fieldsOf(text);
  const { secret_string: given, secret_binary: encoded } = answer;
  if (typeof given === 'string' && encoded === undefined) {
    if (given !== '' && Buffer.byteLength(given) <= MAX_SECRET_VALUE_IN_BYTES)
      return { kind: 'text', text: given };
  } else if (typeof encoded === 'string' && given === undefined) {
    const bytes = Buffer.from(encoded, 'base64');
    const whole = bytes.toString('base64') === encoded;
    if (whole && bytes.length > 0 && bytes.length <= MAX_SECRET_VALUE_IN_BYTES)
      return { kind: 'binary', bytes };
  }
  throw failure(
    `The webhook must answer a JSON object with secret_string, or secret_binary in Base64, of 1 to ${MAX_SECRET_VALUE_IN_BYTES} bytes.`,
  );
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
