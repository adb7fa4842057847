import { compileWireCodec, type OperationInput, type OperationOutput, operations } from '@dewpoint/contract';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import type { RequestContext } from '../../src/context.ts';
import type { User } from '../../src/engine.ts';
import type { IamOperationId } from '../../src/iam/iam.ts';
import { defaultRateLimits, TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { DialectName } from '../../src/store/column-types.ts';
import { contextOf, openWorld, signedInAdmin, signIn, type World } from './iam-world.ts';

/** An installation whose operations run through the real pipeline: permissions, transactions and traces included. */
export interface IdentityWorld {
  readonly world: World;
  readonly admin: User;
  /** The administrator on the API. */
  readonly as: RequestContext;
  /** Runs an operation with input as the console's codec reads it. */
  call<Id extends IamOperationId>(
    id: Id,
    context: RequestContext,
    wire?: Readonly<Record<string, unknown>>,
  ): Promise<OperationOutput<Id>>;
  /** A user with a password, in no group. */
  makeUser(name: string, context?: RequestContext): Promise<User>;
  makeGroup(name: string, context?: RequestContext): Promise<string>;
  /** A second account with its administrator, who is signed in. */
  makeAccount(name: string): Promise<RequestContext>;
  traces(): Promise<
    { name: string; resource_type: string; resource_id: string; code: string; body: string }[]
  >;
  close(): Promise<void>;
}

/** The first test of a run waits for the PostgreSQL server to start. */
export const START_LIMIT_IN_MS = 60_000;

export const PASSWORD = 'a password of some length';

export async function openIdentityWorld(dialect: DialectName): Promise<IdentityWorld> {
  const world = await openWorld(dialect);
  const { store, clock, log, iam } = world;
  const admin = await signedInAdmin(world);
  const audit = new GroupCommitAuditWriter({ store, clock, log });
  const pipeline = new Pipeline<IamOperationId>({
    handlers: iam.handlers,
    authorizer: iam.authorizer,
    audit,
    store,
    limiter: iam.gate.before(new TokenBucketLimiter(clock), defaultRateLimits),
    clock,
    log,
  });
  const as = contextOf(admin);
  const call: IdentityWorld['call'] = async (id, context, wire = {}) => {
    const input = compileWireCodec(operations[id].input, 'camel').decode(wire);
    return (await pipeline.execute(id, context, input as OperationInput<typeof id>)).output;
  };
  return {
    world,
    admin,
    as,
    call,
    async makeUser(name, context = as) {
      const { user } = await call('iam.createUser', context, { user: { name, password: PASSWORD } });
      return {
        id: user.id,
        name,
        accountId: context.account.id,
        accountName: context.account.name,
        email: null,
        enabled: true,
        accountEnabled: true,
      };
    },
    async makeGroup(name, context = as) {
      return (await call('iam.createGroup', context, { group: { name } })).group.id;
    },
    async makeAccount(name) {
      // The first account is the one that was made first.
      clock.advance(1);
      const { domain } = await call('iam.createAccount', as, {
        domain: { name, admin: { name: 'root', password: PASSWORD } },
      });
      const user = await iam.identity.authenticatePassword({
        accountName: name,
        userName: 'root',
        password: PASSWORD,
        sourceIp: '192.0.2.1',
        requestId: 'request-1',
      });
      expectSame(user.accountId, domain.id);
      return contextOf(user);
    },
    traces: () =>
      store.read
        .selectFrom('traces')
        .select(['name', 'resource_type', 'resource_id', 'code', 'body'])
        .orderBy('seq')
        .execute(),
    close: () => world.close(),
  };
}

function expectSame(found: string, expected: string): void {
  if (found !== expected) throw new Error(`found ${found} instead of ${expected}`);
}

export const signInAs = (world: World, name: string, password = PASSWORD) =>
  signIn(world.iam, name, password);
