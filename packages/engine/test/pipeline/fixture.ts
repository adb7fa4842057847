import { OperationError } from '@dewpoint/contract';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import type { RequestContext } from '../../src/context.ts';
import type { AuthorizationRequest, Authorizer, Decision } from '../../src/iam/authorizer.ts';
import { type RateLimits, TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import type { HandlersOf, Resource } from '../../src/pipeline/handler.ts';
import { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { DialectName } from '../../src/store/column-types.ts';
import {
  contextOf,
  FaultyStore,
  ManualClock,
  openTestStore,
  RecordingLog,
  type SeededAccount,
  seedAccount,
  type TestStore,
} from '../../src/testing/index.ts';

export const KEY_ID = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
export const OTHER_KEY_ID = '11111111-1111-4111-8111-111111111111';

type FixtureOperation =
  | 'kms.createKey'
  | 'kms.enableKey'
  | 'kms.disableKey'
  | 'kms.encryptData'
  | 'kms.viewKey'
  | 'kms.keyQuota';

/** A pipeline on a real store, with a handful of small handlers and permissions that a test lists. */
export interface Fixture {
  readonly test: TestStore;
  readonly store: FaultyStore;
  readonly clock: ManualClock;
  readonly log: RecordingLog;
  readonly seeded: SeededAccount;
  readonly context: RequestContext;
  readonly pipeline: Pipeline<FixtureOperation>;
  /** Actions that the authorizer allows. */
  readonly allowed: Set<string>;
  readonly asked: AuthorizationRequest[];
  /** What the next handler throws. */
  failure: { error: unknown };
  settings(): Promise<string[]>;
  traces(): Promise<
    {
      name: string;
      rating: string;
      code: string;
      resource_id: string;
      resource_name: string;
      body: unknown;
      id: string;
    }[]
  >;
}

export async function pipelineFixture(dialect: DialectName, limits?: RateLimits): Promise<Fixture> {
  const clock = new ManualClock();
  const test = await openTestStore(dialect, { clock });
  const seeded = await seedAccount(test.store);
  const store = new FaultyStore(test.store);
  const log = new RecordingLog();
  const allowed = new Set<string>();
  const asked: AuthorizationRequest[] = [];
  const failure: { error: unknown } = { error: null };
  const authorizer: Authorizer = {
    async decide(_context, request): Promise<Decision> {
      asked.push(request);
      return allowed.has(request.action)
        ? { allowed: true, statement: 'test' }
        : {
            allowed: false,
            explicit: false,
            reason: 'No statement allows it.',
            remedy: `Allow ${request.action}.`,
          };
    },
  };
  const handlers = fixtureHandlers(seeded, failure);
  return {
    test,
    store,
    clock,
    log,
    seeded,
    context: contextOf(seeded),
    allowed,
    asked,
    failure,
    pipeline: new Pipeline({
      handlers,
      authorizer,
      audit: new GroupCommitAuditWriter({ store, clock, log }),
      store,
      limiter: new TokenBucketLimiter(clock, limits),
      clock,
      log,
    }),
    async settings() {
      const rows = await test.store.read.selectFrom('instance_settings').select('name').execute();
      return rows.map((row) => row.name);
    },
    async traces() {
      const rows = await test.store.read
        .selectFrom('traces')
        .select(['id', 'name', 'rating', 'code', 'resource_id', 'resource_name', 'body'])
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }));
    },
  };
}

function fixtureHandlers(seeded: SeededAccount, failure: { error: unknown }): HandlersOf<FixtureOperation> {
  async function resource(_context: RequestContext, input: { readonly keyId: string }): Promise<Resource> {
    if (input.keyId === OTHER_KEY_ID) return { ...known, id: OTHER_KEY_ID, projectId: 'another project' };
    if (input.keyId !== KEY_ID) throw new OperationError('keyNotFound');
    return known;
  }
  const known: Resource = {
    type: 'cmk',
    id: KEY_ID,
    name: 'my-key',
    projectId: seeded.projectId,
    enterpriseProjectId: '0',
  };
  const throwFailure = () => {
    if (failure.error !== null) throw failure.error;
  };
  const set = { value: 'done' };
  return {
    'kms.createKey': {
      kind: 'prepared',
      async prepare(call) {
        return async (transaction) => {
          await transaction
            .insertInto('instance_settings')
            .values({ name: 'created', ...set })
            .execute();
          call.traceResource({ id: 'new-key', name: call.input.keyAlias });
          throwFailure();
          return { keyInfo: { keyId: 'new-key', domainId: seeded.accountId, regionId: 'r' } };
        };
      },
    },
    'kms.enableKey': {
      kind: 'transaction',
      resource,
      async run(_call, transaction, announce) {
        await transaction
          .insertInto('instance_settings')
          .values({ name: 'enabled', ...set })
          .execute();
        announce({ kind: 'key', id: KEY_ID });
        throwFailure();
        return { keyInfo: { keyId: KEY_ID, keyState: 'enabled' } };
      },
    },
    'kms.disableKey': {
      kind: 'transaction',
      resource,
      async run() {
        return { keyInfo: { keyId: KEY_ID, keyState: 'disabled' } };
      },
    },
    'kms.encryptData': {
      kind: 'direct',
      resource,
      run() {
        throwFailure();
        return { keyId: KEY_ID, cipherText: new Uint8Array(140) };
      },
    },
    'kms.viewKey': {
      kind: 'direct',
      async run(call) {
        await call.authorize('kms:cmk:decryptData', known);
        throw new Error('not reached in these tests');
      },
    },
    'kms.keyQuota': { kind: 'direct', run: () => ({ used: 1, quota: 100 }) },
  };
}
