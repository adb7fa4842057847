import { OperationError } from '@dewpoint/contract';
import type { User } from '@dewpoint/engine';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { clientAddress } from '../http/client-address.ts';
import { requestIdOf } from '../http/request-id.ts';
import { notice } from '../pages/notice.ts';
import { type Page, sendPage } from '../pages/page.ts';
import { type RefusalReason, refusalWords } from '../pages/refusal-words.ts';
import type { Words } from '../pages/words.ts';
import { ProviderUnavailableError } from './oidc-client.ts';
import type { SignInParts } from './sign-in-parts.ts';
import { SignInRefusal } from './sign-in-refusal.ts';

const deniedReasons: ReadonlySet<RefusalReason> = new Set([
  'userDisabled',
  'accountDisabled',
  'newUserRefused',
]);
/** The same provider would answer the same again. */
const finalReasons: ReadonlySet<RefusalReason> = new Set(['authenticationTimeUnsaid', 'confirmationUnknown']);

/** Guarantees: a sign-in that is refused leaves its trace before the browser reads why, and never a session; an outage of the provider is told as what it is. */
export function signInRefusals(parts: SignInParts): ErrorRequestHandler {
  return (error, request, response, next) => {
    const answered =
      error instanceof SignInRefusal
        ? refuse(parts, request, response, error)
        : error instanceof ProviderUnavailableError
          ? tellOutage(parts, request, response, error)
          : undefined;
    if (answered === undefined) next(error);
    else answered.catch(next);
  };
}

/** The refusal as the audit trail and the API name it. */
export function refusalError(reason: RefusalReason): OperationError {
  return new OperationError(deniedReasons.has(reason) ? 'signInDenied' : 'signInRefused', {
    message: refusalWords.en[reason],
  });
}

async function refuse(
  parts: SignInParts,
  request: Request,
  response: Response,
  { reason, cause, user, returnTo }: SignInRefusal,
): Promise<void> {
  const error = refusalError(reason);
  parts.log.warn('sign-in refused', { requestId: requestIdOf(request), reason, cause });
  await record(parts, request, error, user);
  const denied = error.errorName === 'signInDenied';
  const id = requestIdOf(request);
  sendPage(request, response, error.status, (w) => {
    if (returnTo !== undefined && !denied) return unconfirmed(w, { reason, returnTo, id });
    const expired = reason === 'stateUnknown';
    return notice({
      title: denied ? w.deniedTitle : expired ? w.expiredTitle : w.failedTitle,
      text: denied ? w.deniedText : expired ? w.expiredText : w.failedText,
      detail: w.refusals[reason],
      action: { label: denied ? w.tryAgain : w.startAgain, href: '/auth/login' },
      requestId: { label: w.requestId, value: id },
    });
  });
}

function unconfirmed(w: Words, o: { reason: RefusalReason; returnTo: string; id: string }): Page {
  const back = { label: w.backToConsole, href: o.returnTo };
  const again = `/auth/login?${new URLSearchParams({ confirm: '1', returnTo: o.returnTo })}`;
  const final = finalReasons.has(o.reason);
  return notice({
    title: w.notConfirmedTitle,
    text: w.notConfirmedText,
    detail: w.refusals[o.reason],
    action: final ? back : { label: w.tryAgain, href: again },
    otherAction: final ? undefined : back,
    requestId: { label: w.requestId, value: o.id },
  });
}

async function tellOutage(
  parts: SignInParts,
  request: Request,
  response: Response,
  { cause }: ProviderUnavailableError,
): Promise<void> {
  parts.log.error('OpenID provider unavailable', { requestId: requestIdOf(request), cause });
  await record(parts, request, new OperationError('providerUnavailable'), null);
  response.setHeader('Retry-After', '5');
  sendPage(request, response, 503, (w) =>
    notice({
      title: w.providerTitle,
      text: w.providerText,
      action: { label: w.tryAgain, href: '/auth/login' },
      requestId: { label: w.requestId, value: requestIdOf(request) },
    }),
  );
}

function record(
  parts: SignInParts,
  request: Request,
  error: OperationError,
  user: User | null,
): Promise<void> {
  return parts.engine.identity.recordRefusedSignIn({
    accountName: parts.accountName,
    issuer: parts.client.settings.issuer,
    user,
    error,
    from: { sourceIp: clientAddress(request, parts.trustProxy), requestId: requestIdOf(request) },
  });
}
