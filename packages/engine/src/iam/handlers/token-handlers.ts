import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import type { TokenIdentity } from '../../engine.ts';
import type { Call, HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import type { AccountGate } from '../account-rules.ts';
import { type Account, findAccount, findAccountById, findUserById, projectsOfAccount } from '../directory.ts';
import type { PolicyLoader } from '../principal-policies.ts';
import type { PasswordAttempt, SignIn } from '../sign-in.ts';
import type { Tokens } from '../tokens.ts';
import { serviceCatalog } from './service-catalog.ts';

type TokenHandlers = HandlersOf<'iam.createToken' | 'iam.validateToken'>;
type TokenAnswer = OperationOutput<'iam.createToken'>;
type NamedUser = OperationInput<'iam.createToken'>['auth']['identity']['password']['user'];
type Scope = OperationInput<'iam.createToken'>['auth']['scope'];
type ScopeName = NonNullable<NonNullable<Scope>['domain']>;

export interface TokenHandlerParts {
  readonly store: Store;
  readonly signIn: SignIn;
  readonly tokens: Tokens;
  readonly gate: AccountGate;
  readonly policies: PolicyLoader;
  readonly publicUrl: string;
  readonly region: string;
}

/** POST and GET /v3/auth/tokens. */
export function createTokenHandlers(parts: TokenHandlerParts): TokenHandlers {
  return {
    'iam.createToken': {
      kind: 'direct',
      async run(call) {
        const user = await signInUser(parts, call);
        // The call itself is nobody's yet, so the gate in front of the operations knew no account.
        await parts.gate.requireAddress(user.accountId, call.context);
        const { auth, nocatalog } = call.input;
        const project = await projectOfScope(
          parts.store,
          { id: user.accountId, name: user.accountName },
          auth.scope,
        );
        const issued = await parts.tokens.issueToken({ user, projectId: project?.id ?? null });
        const identity = { user, project, issuedAt: issued.issuedAt, expiresAt: issued.expiresAt };
        return describeToken(parts, issued.token, identity, nocatalog);
      },
    },
    'iam.validateToken': {
      kind: 'direct',
      async run({ context, input }) {
        const identity = await parts.tokens.resolveToken(input.subjectToken);
        if (identity === null || identity === 'expired' || identity.user.accountId !== context.account.id) {
          throw new OperationError('subjectTokenUnknown');
        }
        return describeToken(parts, input.subjectToken, identity, input.nocatalog);
      },
    },
  };
}

/** @throws OperationError parameterMissing, passwordWrong or throttled */
async function signInUser({ store, signIn }: TokenHandlerParts, call: Call<'iam.createToken'>) {
  const { user } = call.input.auth.identity.password;
  const account = await accountOf(store, user);
  if (account !== null) call.traceCaller({ account });
  const outcome = await signIn.tryPassword({
    account,
    who: whoIs(user),
    password: user.password,
    sourceIp: call.context.sourceIp,
  });
  if (outcome.user !== null) call.traceResource({ id: outcome.user.id, name: outcome.user.name });
  if (!outcome.accepted) throw outcome.error;
  if (account !== null) call.traceCaller({ account, user: outcome.user });
  return outcome.user;
}

function whoIs(user: NamedUser): PasswordAttempt['who'] {
  if (user.id !== undefined) return { userId: user.id };
  if (user.name !== undefined) return { userName: user.name };
  throw new OperationError('parameterMissing', {
    field: 'auth.identity.password.user.name',
    message: 'auth.identity.password.user.name is missing. Give the name or the ID of the user.',
  });
}

/** The account that the user is looked for in; the first one when the request names none: clients leave the domain out. */
async function accountOf(store: Store, user: NamedUser): Promise<Account | null> {
  const domain = user.domain ?? {};
  if (domain.id !== undefined) return findAccountById(store.read, domain.id);
  if (domain.name !== undefined) return findAccount(store.read, domain.name);
  const known = user.id === undefined ? null : await findUserById(store.read, user.id);
  return known === null ? findAccount(store.read, null) : { id: known.accountId, name: known.accountName };
}

/**
 * @returns null for an account scope and for no scope
 * @throws OperationError tokenScopeUnknown, parameterInvalid
 */
async function projectOfScope(
  store: Store,
  account: Account,
  scope: Scope,
): Promise<TokenIdentity['project']> {
  if (scope?.project !== undefined && scope.domain !== undefined) {
    throw new OperationError('parameterInvalid', {
      field: 'auth.scope',
      message: 'auth.scope is not valid. Give either a project or a domain.',
    });
  }
  if (scope?.domain !== undefined) requireAccount(scope.domain, account);
  if (scope?.project === undefined) return null;
  const { id, name, domain } = scope.project;
  if (domain !== undefined) requireAccount(domain, account);
  if (id === undefined && name === undefined) throw new OperationError('tokenScopeUnknown');
  const projects = await projectsOfAccount(store.read, account.id);
  const project = projects.find(
    (p) => (id === undefined || p.id === id) && (name === undefined || p.name === name),
  );
  if (project === undefined) throw new OperationError('tokenScopeUnknown');
  return project;
}

function requireAccount({ id, name }: ScopeName, account: Account): void {
  const fits = (id === undefined || id === account.id) && (name === undefined || name === account.name);
  if (!fits) throw new OperationError('tokenScopeUnknown');
}

async function describeToken(
  { policies, publicUrl, region }: TokenHandlerParts,
  token: string,
  { user, project, issuedAt, expiresAt }: TokenIdentity,
  nocatalog: string | undefined,
): Promise<TokenAnswer> {
  const domain = { id: user.accountId, name: user.accountName };
  const names = await policies.policyNamesOf(user.id, user.accountId, project?.id ?? null);
  return {
    subjectToken: token,
    token: {
      methods: ['password'],
      issuedAt,
      expiresAt,
      user: { id: user.id, name: user.name, passwordExpiresAt: '', domain },
      // The documents' answers carry "0" for every ID.
      roles: names.map((name) => ({ id: '0', name })),
      ...(project === null ? { domain } : { project: { ...project, domain } }),
      ...(nocatalog
        ? {}
        : { catalog: serviceCatalog({ publicUrl, region, projectId: project?.id ?? null }) }),
    },
  };
}
