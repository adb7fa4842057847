import { OperationError } from '@dewpoint/contract';
import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { RequestContext, UserPrincipal } from '../../context.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import { permittedSomewhere } from '../../pipeline/permitted-operations.ts';
import type { Store } from '../../store/store.ts';
import { findAccount, projectsOfAccount } from '../directory.ts';
import type { PolicyAuthorizer } from '../policy-authorizer.ts';
import { idleEnd } from '../session-record.ts';
import type { SessionStore } from '../sessions.ts';

type SessionHandlers = HandlersOf<'console.session' | 'console.listSessions' | 'console.endSession'>;

/** What no policy opens in another account than the first. */
const ofFirstAccount: ReadonlySet<string> = new Set(['iam.createAccount', 'iam.searchAccounts']);

export interface SessionHandlerParts {
  readonly store: Store;
  readonly sessions: SessionStore;
  readonly authorizer: PolicyAuthorizer;
  readonly root: RootOfTrust;
  readonly publicUrl: string;
  readonly region: string;
}

/** The console's own session and those of the same user elsewhere (IAM-01). */
export function createSessionHandlers(parts: SessionHandlerParts): SessionHandlers {
  const { store, sessions, root, publicUrl, region } = parts;
  return {
    'console.session': {
      kind: 'direct',
      async run({ context, input }) {
        const { handle, principal } = sessionOf(context);
        const session = await sessions.find(principal.userId, handle);
        if (session === null) throw new OperationError('sessionMissing');
        const projects = await projectsOfAccount(store.read, context.account.id);
        const project = projects.find((p) => p.id === input.projectId) ?? projects[0] ?? null;
        const description = root.describe();
        const permitted = await permittedSomewhere(parts.authorizer, { ...context, project });
        const first = await findAccount(store.read, null);
        return {
          user: { id: session.user.id, name: session.user.name, email: session.user.email },
          account: { ...context.account },
          projects: [...projects],
          project,
          region,
          permitted: permitted.filter((id) => !ofFirstAccount.has(id) || first?.id === context.account.id),
          protection: {
            kind: description.kind === 'pkcs11' ? 'hsm' : 'software',
            detail: description.detail,
          },
          authenticatedAt: session.authenticatedAt,
          idleExpiresAt: idleEnd(session),
          expiresAt: session.endsAt,
          foreignProvider: session.issuer !== `${publicUrl}/oidc`,
          issuer: session.issuer,
        };
      },
    },
    'console.listSessions': {
      kind: 'direct',
      async run({ context }) {
        const { handle, principal } = sessionOf(context);
        const list = await sessions.list(principal.userId);
        return { sessions: list.map((session) => ({ ...session, current: session.handle === handle })) };
      },
    },
    'console.endSession': {
      kind: 'direct',
      async run(call) {
        const { principal } = sessionOf(call.context);
        const { handle } = call.input;
        call.traceResource({ id: handle, name: '' });
        const ended = await sessions.endByHandle(principal.userId, handle);
        if (!ended) throw new OperationError('sessionUnknown');
        return {};
      },
    },
  };
}

/** @throws OperationError sessionMissing for calls that were not made in a console session */
function sessionOf({ principal }: RequestContext): { handle: string; principal: UserPrincipal } {
  if (
    principal.kind !== 'user' ||
    principal.credential !== 'session' ||
    principal.sessionHandle === undefined
  ) {
    throw new OperationError('sessionMissing');
  }
  return { handle: principal.sessionHandle, principal };
}
