import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { OperationError } from '@dewpoint/contract';
import type { AccessKeyIdentity, Clock, Engine } from '@dewpoint/engine';
import type { Caller, IncomingCall } from '../../surface/caller.ts';
import type { Authenticator } from '../rest-rules.ts';
import { parseAuthorization, type SignedAuthorization } from './authorization-header.ts';
import { bodyDigest } from './body-digest.ts';
import { canonicalRequests } from './canonical-request.ts';
import { signedDate } from './signed-date.ts';

const DATE_HEADER = 'x-sdk-date';
const bearer = /^bearer(?: |$)/i;

export interface SignatureParts {
  readonly identity: Pick<Engine['identity'], 'resolveAccessKey' | 'admitSignedRequest'>;
  readonly clock: Clock;
}

/**
 * Guarantees: method, path, query, date, body and the headers that the client named were signed with an enabled access key of an enabled
 * user, at most 15 minutes ago, and a request that changes something was not made before (IAM-05).
 */
export function signatureAuthenticator(parts: SignatureParts): Authenticator {
  return {
    applies: ({ headers }) => headers.authorization !== undefined && !bearer.test(headers.authorization),
    async authenticate(call) {
      const { request, operation } = call;
      const authorization = parseAuthorization(request.headers.authorization ?? '');
      const signedAt = signedDateOf(request, authorization, parts.clock.now());
      if (headerOf(request, 'x-security-token') !== '')
        throw new OperationError('temporaryAccessKeyUnsupported');
      const key = await parts.identity.resolveAccessKey(authorization.accessKeyId);
      if (key === null) throw new OperationError('accessKeyUnknown');
      const text = await signedText(call, authorization, key);
      const admitted = await parts.identity.admitSignedRequest({
        accessKeyId: key.accessKeyId,
        text,
        signedAt,
        changesState: operation.effect !== 'read' && operation.effect !== 'use',
      });
      if (!admitted) throw new OperationError('requestReplayed');
      return callerOf(key, signedAt);
    },
  };
}

function signedDateOf(
  request: IncomingMessage,
  { signedHeaders, scope }: SignedAuthorization,
  now: number,
): number {
  // A date that is not signed could be set anew by whoever has an old request.
  if (!signedHeaders.includes(DATE_HEADER)) throw new OperationError('signedDateMissing');
  const text = headerOf(request, DATE_HEADER).trim();
  const date = signedDate(text, now);
  if (scope !== '' && !scope.startsWith(`${text.slice(0, 8)}/`))
    throw new OperationError('signatureMalformed', {
      message:
        'Incorrect IAM authentication information: the date in Credential is not the day of X-Sdk-Date. Build both from the same time.',
    });
  return date;
}

/** The text that the signature is over. Throws `signatureInvalid`, which does not say what differs, or what the body digest says. */
async function signedText(
  call: IncomingCall,
  authorization: SignedAuthorization,
  key: AccessKeyIdentity,
): Promise<string> {
  const { request } = call;
  const { algorithm, scope, signedHeaders, signature } = authorization;
  const digest = bodyDigest(
    algorithm,
    await call.body(),
    headerOf(request, algorithm.bodyDigestHeader).trim(),
    request.headers['content-type'],
  );
  const candidates = canonicalRequests(
    {
      method: request.method ?? '',
      target: request.url ?? '',
      signedHeaders,
      header: (name) => headerOf(request, name),
    },
    digest.payloads,
  );
  const date = headerOf(request, DATE_HEADER).trim();
  const head = [algorithm.name, date, ...(algorithm.scoped ? [scope] : [])];
  for (const candidate of candidates) {
    // Node reads header values as one character for each byte, so this gives back the bytes that were sent.
    const text = [...head, hash(algorithm.digest, Buffer.from(candidate, 'latin1'))].join('\n');
    if (!(await key.verify({ algorithm: algorithm.name, scope, bytes: signature }, text))) continue;
    digest.requireSigned();
    return text;
  }
  throw new OperationError('signatureInvalid');
}

function headerOf(request: IncomingMessage, name: string): string {
  // The client chose the name.
  const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined;
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

function callerOf({ accessKeyId, user, projects }: AccessKeyIdentity, signedAt: number): Caller {
  return {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: 'signature',
      accessKeyId,
      authenticatedAt: signedAt,
      multiFactor: false,
    },
    account: { id: user.accountId, name: user.accountName },
    projects,
  };
}
