import { OperationError } from '@dewpoint/contract';
import type { Engine } from '@dewpoint/engine';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { TrustedProxies } from '../configuration/parse.ts';
import { readBody } from '../http/body.ts';
import { clientAddress } from '../http/client-address.ts';
import { requestIdOf } from '../http/request-id.ts';
import { isSameOrigin } from '../http/same-origin.ts';
import { notice } from '../pages/notice.ts';
import { sendPage } from '../pages/page.ts';
import type { Words } from '../pages/words.ts';
import { issuerPath } from './provider.ts';
import { signInPage } from './sign-in-page.ts';

const MAX_FORM_BYTES = 8 * 1024;

export interface SignInParts {
  readonly provider: Provider;
  readonly engine: Pick<Engine, 'identity'>;
  readonly publicOrigin: string;
  readonly trustProxy: TrustedProxies;
}

/** Guarantees: the sign-in form belongs to one sign-in of one browser, is taken only from our own page, and tells nobody whether a user exists. */
export function signInRoutes(parts: SignInParts): Router {
  const router = express.Router();
  router
    .route('/signin/:uid')
    .get(withInteraction(parts.provider, (request, response) => showForm(request, response)))
    .post(withInteraction(parts.provider, (request, response) => takeForm(request, response, parts)));
  return router;
}

/** Runs `next` only for the browser that began this sign-in; anybody else sees that it has expired. */
function withInteraction(
  provider: Provider,
  next: (request: Request, response: Response) => Promise<void> | void,
): RequestHandler {
  return async (request, response) => {
    try {
      await provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      sendPage(request, response, 400, (w) =>
        notice({
          title: w.expiredTitle,
          text: w.expiredText,
          action: { label: w.startAgain, href: '/auth/login' },
        }),
      );
      return;
    }
    await next(request, response);
  };
}

interface Typed {
  readonly userName: string;
  readonly accountName: string;
}

function showForm(
  request: Request,
  response: Response,
  refusal?: { status: number; typed: Typed; problem: (w: Words) => string },
): void {
  sendPage(request, response, refusal?.status ?? 200, (w) =>
    signInPage(w, {
      action: `${issuerPath}/signin/${encodeURIComponent(String(request.params.uid))}`,
      userName: refusal?.typed.userName ?? '',
      accountName: refusal?.typed.accountName ?? '',
      problem: refusal?.problem(w),
    }),
  );
}

async function takeForm(request: Request, response: Response, parts: SignInParts): Promise<void> {
  if (!isSameOrigin(request, parts.publicOrigin)) throw new OperationError('requestForged');
  if (!request.is('application/x-www-form-urlencoded')) throw new OperationError('mediaTypeUnsupported');
  const form = new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString('utf8'));
  const typed = { userName: field(form, 'userName', 64), accountName: field(form, 'accountName', 64) };
  try {
    const user = await parts.engine.identity.authenticatePassword({
      accountName: typed.accountName === '' ? null : typed.accountName,
      userName: typed.userName,
      password: field(form, 'password', 1024),
      sourceIp: clientAddress(request, parts.trustProxy),
      requestId: requestIdOf(request),
    });
    await parts.provider.interactionFinished(request, response, {
      login: { accountId: user.id, remember: false, amr: ['pwd'] },
    });
  } catch (error) {
    refuse(request, response, typed, error);
  }
}

function refuse(request: Request, response: Response, typed: Typed, error: unknown): void {
  if (!(error instanceof OperationError)) throw error;
  if (error.errorName === 'throttled') {
    const seconds = error.retryAfterInSeconds ?? 60;
    response.setHeader('Retry-After', String(seconds));
    showForm(request, response, { status: 429, typed, problem: (w) => w.throttled(seconds) });
  } else if (error.errorName === 'passwordWrong') {
    showForm(request, response, { status: 401, typed, problem: (w) => w.wrongPassword });
  } else throw error;
}

/** A field of the form; one that is longer than it may be cannot be right and counts as empty. */
function field(form: URLSearchParams, name: string, maxLength: number): string {
  const value = form.get(name) ?? '';
  const text = name === 'password' ? value : value.trim();
  return text.length > maxLength ? '' : text;
}
