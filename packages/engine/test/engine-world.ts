import {
  compileWireCodec,
  OperationError,
  type OperationInput,
  type OperationOutput,
  operations,
} from '@dewpoint/contract';
import { openEphemeralRoot } from '@dewpoint/crypto-core';
import type { RequestContext } from '../src/context.ts';
import { createEngine } from '../src/create-engine.ts';
import type { Engine, Project, User } from '../src/engine.ts';
import type { ExecutableId } from '../src/pipeline/handler.ts';
import type { DialectName } from '../src/store/column-types.ts';
import { ManualClock, makeTestLocation, RecordingLog } from '../src/testing/index.ts';

/** The first test of a run waits for the PostgreSQL server to start, and passwords are hashed at their full cost. */
export const START_LIMIT_IN_MS = 60_000;
export const PASSWORD = 'correct horse battery staple';

/** The whole engine as the product runs it, with an administrator of the first account. */
export interface EngineWorld {
  readonly engine: Engine;
  readonly clock: ManualClock;
  readonly admin: User;
  readonly project: Project;
  /** The administrator on the API, in the project. */
  readonly as: RequestContext;
  /** Runs an operation with input as the console's codec reads it. */
  call<Id extends ExecutableId>(
    id: Id,
    context: RequestContext,
    wire?: Readonly<Record<string, unknown>>,
  ): Promise<OperationOutput<Id>>;
  /** A user of the context's account, without password and without any policy. */
  makeUser(name: string, context?: RequestContext): Promise<RequestContext>;
  /** The administrator of a new account, in its project. */
  makeAccount(name: string): Promise<RequestContext>;
  close(): Promise<void>;
}

export async function openEngineWorld(dialect: DialectName): Promise<EngineWorld> {
  const place = await makeTestLocation(dialect);
  const clock = new ManualClock();
  const engine = await createEngine({
    store: place.location,
    root: await openEphemeralRoot(),
    clock,
    region: 'local-1',
    quotas: { keys: 1_000, secrets: 1_000 },
    publicUrl: 'http://localhost:8080',
    log: new RecordingLog(),
  });
  const { identity } = engine;
  await identity.bootstrap({ accountName: 'default', projectName: 'local-1', adminPassword: PASSWORD });
  const admin = await identity.authenticatePassword({
    accountName: null,
    userName: 'admin',
    password: PASSWORD,
    sourceIp: '192.0.2.1',
    requestId: 'request-1',
  });
  const contextOf = async (userId: string): Promise<RequestContext> => {
    const user = await identity.findUser(userId);
    if (user === null) throw new TypeError(`there is no user ${userId}`);
    const [project] = await identity.projectsOf(user.accountId);
    return {
      principal: {
        kind: 'user',
        userId: user.id,
        userName: user.name,
        accountId: user.accountId,
        credential: 'token',
        authenticatedAt: clock.now(),
        multiFactor: false,
      },
      account: { id: user.accountId, name: user.accountName },
      project: project ?? null,
      channel: 'api',
      sourceIp: '192.0.2.1',
      requestId: 'request-1',
    };
  };
  const as = await contextOf(admin.id);
  if (as.project === null) throw new TypeError('the first account has no project');
  const call: EngineWorld['call'] = async (id, context, wire = {}) => {
    const input = compileWireCodec(operations[id].input, 'camel').decode(wire);
    return (await engine.execute(id, context, input as OperationInput<typeof id>)).output;
  };
  return {
    engine,
    clock,
    admin,
    project: as.project,
    as,
    call,
    async makeUser(name, context = as) {
      const { user } = await call('iam.createUser', context, { user: { name } });
      return contextOf(user.id);
    },
    async makeAccount(name) {
      // The first account is the one that was made first.
      clock.advance(1);
      const admin = { name: 'root', password: PASSWORD };
      const { domain } = await call('iam.createAccount', as, { domain: { name, admin } });
      return contextOf(domain.admin.id);
    },
    async close() {
      await engine.close();
      await place.remove();
    },
  };
}

/** The refusal of a call, or a failure of the test when there is none. */
export async function refusalOf(call: Promise<unknown>): Promise<OperationError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof OperationError) return error;
    throw error;
  }
  throw new TypeError('the call was not refused');
}
