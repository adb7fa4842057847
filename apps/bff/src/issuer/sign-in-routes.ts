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
    .get(withInteraction(parts, async (request, response, asked) => showForm(request, response, asked)))
    .post(withInteraction(parts, (request, response, asked) => takeForm(request, response, asked, parts)));
  return router;
}

/** Runs `next` only for the browser that began this sign-in; anybody else sees that it has expired. */
function withInteraction(
  parts: SignInParts,
  next: (request: Request, response: Response, asked: Asked) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    let asked: Asked;
    try {
      asked = await whoIsAsked(parts, request, response);
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
    await next(request, response, asked);
  };
}

/** Of a confirmation, the user who is signed in in this browser. Otherwise nothing is known before it is typed. */
async function whoIsAsked(parts: SignInParts, request: Request, response: Response): Promise<Asked> {
  const { prompt, session } = await parts.provider.interactionDetails(request, response);
  const again = session?.accountId !== undefined && prompt.reasons.includes('login_prompt');
  const user = again ? await parts.engine.identity.findUser(session.accountId) : null;
  return { confirms: user !== null, userName: user?.name ?? '', accountName: user?.accountName ?? '' };
}

/** Who signs in, as far as it is known before. */
interface Asked extends Typed {
  readonly confirms: boolean;
}

interface Typed {
  readonly userName: string;
  readonly accountName: string;
}

function showForm(
  request: Request,
  response: Response,
  asked: Asked,
  refusal?: { status: number; typed: Typed; problem: (w: Words) => string },
): void {
  sendPage(request, response, refusal?.status ?? 200, (w) =>
    signInPage(w, {
      action: `${issuerPath}/signin/${encodeURIComponent(String(request.params.uid))}`,
      userName: refusal?.typed.userName ?? asked.userName,
      accountName: refusal?.typed.accountName ?? asked.accountName,
      problem: refusal?.problem(w),
      confirms: asked.confirms,
    }),
  );
}

async function takeForm(
  request: Request,
  response: Response,
  asked: Asked,
  parts: SignInParts,
): Promise<void> {
  if (!isSameOrigin(request, parts.publicOrigin)) throw new OperationError('requestForged');
  if (!request.is('application/x-www-form-urlencoded')) throw new OperationError('mediaTypeUnsupported');
  const form = new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString('utf8'));
  const typed = asked.confirms
    ? asked
    : { userName: field(form, 'userName', 64), accountName: field(form, 'accountName', 64) };
  try {
    const user = await parts.engine.identity.authenticatePassword({
      accountName: typed.accountName === '' ? null : typed.accountName,
      userName: typed.userName,
      password: field(form, 'password', 1024),
      sourceIp: clientAddress(request, parts.trustProxy),
      requestId: requestIdOf(request),
    });
    await forgetOther(parts.provider, request, response, user.id);
    await parts.provider.interactionFinished(request, response, {
      login: { accountId: user.id, remember: false, amr: ['pwd'] },
    });
  } catch (error) {
    refuse(request, response, asked, typed, error);
  }
}

/**
 * Ends the provider's own session of another user in this browser. The provider would do so by a page whose script sends a form, which no
 * page of ours may hold.
 */
async function forgetOther(
  provider: Provider,
  request: Request,
  response: Response,
  userId: string,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response);
  const { session, exp } = interaction;
  if (session === undefined || session.accountId === userId) return;
  await (await provider.Session.findByUid(session.uid))?.destroy();
  interaction.session = undefined;
  await interaction.save(exp - Math.floor(Date.now() / 1000));
}

function refuse(request: Request, response: Response, asked: Asked, typed: Typed, error: unknown): void {
  if (!(error instanceof OperationError)) throw error;
  if (error.errorName === 'throttled') {
    const seconds = error.retryAfterInSeconds ?? 60;
    response.setHeader('Retry-After', String(seconds));
    showForm(request, response, asked, { status: 429, typed, problem: (w) => w.throttled(seconds) });
  } else if (error.errorName === 'passwordWrong') {
    showForm(request, response, asked, { status: 401, typed, problem: (w) => w.wrongPassword });
  } else if (error.errorName === 'accountDisabled') {
    showForm(request, response, asked, { status: 403, typed, problem: (w) => w.accountDisabled });
  } else throw error;
}

/** A field of the form; one that is longer than it may be cannot be right and counts as empty. */
function field(form: URLSearchParams, name: string, maxLength: number): string {
  const value = form.get(name) ?? '';
  const text = name === 'password' ? value : value.trim();
  return text.length > maxLength ? '' : text;
}
