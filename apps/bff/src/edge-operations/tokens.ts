import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import type { Project, RequestContext, User } from '@dewpoint/engine';
import { type EdgeCall, type EdgeHandler, signedInOf } from './edge-handler.ts';
import type { EdgeParts } from './edge-parts.ts';

/** Tokens (IAM-05) [iam.json KeystoneCreateUserTokenByPassword, KeystoneValidateToken; NOTES 3]. */

type TokenRequest = OperationInput<'iam.createToken'>;
type TokenAnswer = OperationOutput<'iam.createToken'>;

export function createToken(parts: EdgeParts): EdgeHandler<'iam.createToken'> {
  return async (call, input) => {
    const user = await authenticate(parts, call, input);
    const project = await scopedProject(parts, user, input.auth.scope);
    const issued = await parts.engine.identity.issueToken({ user, projectId: project?.id ?? null });
    await parts.engine.traceAnswer('iam.createToken', contextOf(call, user, issued.issuedAt), {}, {});
    const described = await describe(parts, { user, project, ...issued }, input.nocatalog);
    return { subjectToken: issued.token, token: described };
  };
}

export function validateToken(parts: EdgeParts): EdgeHandler<'iam.validateToken'> {
  return async (call, input) => {
    const found = await parts.engine.identity.resolveToken(input.subjectToken);
    const { account } = signedInOf(call).context;
    if (found === null || found === 'expired' || found.user.accountId !== account.id)
      throw new OperationError('subjectTokenUnknown');
    return { subjectToken: input.subjectToken, token: await describe(parts, found, input.nocatalog) };
  };
}

async function authenticate(parts: EdgeParts, call: EdgeCall, { auth }: TokenRequest): Promise<User> {
  const { identity } = parts.engine;
  const { id, name, password, domain } = auth.identity.password.user;
  const byId = id === undefined ? null : await identity.findUser(id);
  const account = domain?.id === undefined ? null : await identity.findAccount({ id: domain.id });
  // Something unknown is still run through the password check: its time and its throttle tell nobody what exists.
  const user = await identity.authenticatePassword({
    accountName: byId?.accountName ?? account?.name ?? domain?.name ?? domain?.id ?? null,
    userName: byId?.name ?? name ?? id ?? '',
    password,
    sourceIp: call.incoming.sourceIp,
    requestId: call.incoming.requestId,
  });
  const contradicts =
    (id !== undefined && user.id !== id) ||
    (name !== undefined && user.name !== name) ||
    (domain?.id !== undefined && user.accountId !== domain.id) ||
    (domain?.name !== undefined && user.accountName !== domain.name);
  if (contradicts) throw new OperationError('passwordWrong');
  return user;
}

async function scopedProject(
  parts: EdgeParts,
  user: User,
  scope: TokenRequest['auth']['scope'],
): Promise<Project | null> {
  const { project, domain } = scope ?? {};
  if (project && domain)
    throw new OperationError('parameterInvalid', {
      field: 'auth.scope',
      message: 'auth.scope: give project or domain, not both.',
    });
  for (const named of [domain, project?.domain]) {
    const other =
      (named?.id !== undefined && named.id !== user.accountId) ||
      (named?.name !== undefined && named.name !== user.accountName);
    if (other) throw new OperationError('tokenScopeUnknown');
  }
  if (!project) return null;
  const projects = await parts.engine.identity.projectsOf(user.accountId);
  const found = projects.find(
    (candidate) =>
      (project.id !== undefined || project.name !== undefined) &&
      (project.id === undefined || candidate.id === project.id) &&
      (project.name === undefined || candidate.name === project.name),
  );
  if (!found) throw new OperationError('tokenScopeUnknown');
  return found;
}

async function describe(
  parts: EdgeParts,
  token: { user: User; project: Project | null; issuedAt: number; expiresAt: number },
  nocatalog: string | undefined,
): Promise<TokenAnswer['token']> {
  const { user, project } = token;
  const domain = { id: user.accountId, name: user.accountName };
  const groups = await parts.engine.identity.groupsOf(user.id);
  return {
    methods: ['password'],
    issuedAt: token.issuedAt,
    expiresAt: token.expiresAt,
    user: { id: user.id, name: user.name, passwordExpiresAt: '', domain },
    roles: groups.map((name) => ({ id: '0', name })),
    ...(project ? { project: { id: project.id, name: project.name, domain } } : { domain }),
    ...(nocatalog ? {} : { catalog: catalogOf(parts) }),
  };
}

/** Where the services are; clients append the project to the address of `kms` [NOTES 7]. */
function catalogOf({ publicOrigin, region }: EdgeParts): TokenAnswer['token']['catalog'] {
  const services = [
    { type: 'kms', path: '/v1.0' },
    { type: 'iam', path: '/v3' },
  ];
  return services.map(({ type, path }) => ({
    type,
    id: type,
    name: type,
    endpoints: [
      {
        id: `${type}-${region}`,
        url: `${publicOrigin}${path}`,
        region,
        regionId: region,
        interface: 'public',
      },
    ],
  }));
}

function contextOf(call: EdgeCall, user: User, authenticatedAt: number): RequestContext {
  return {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: 'token',
      authenticatedAt,
      multiFactor: false,
    },
    account: { id: user.accountId, name: user.accountName },
    project: null,
    channel: 'api',
    sourceIp: call.incoming.sourceIp,
    requestId: call.incoming.requestId,
  };
}
