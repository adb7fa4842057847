import { compileWireCodec, type OperationInput, type OperationOutput, operations } from '@dewpoint/contract';
import { openEphemeralRoot, type RootOfTrust } from '@dewpoint/crypto-core';
import type { TraceRecord } from '../../src/audit/audit.ts';
import { createTraces, type TraceOperationId, type Traces } from '../../src/audit/create-traces.ts';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import { TraceSearch } from '../../src/audit/search/trace-search.ts';
import { RecentLeaves } from '../../src/audit/tree/recent-leaves.ts';
import type { RequestContext } from '../../src/context.ts';
import type { AuthorizationRequest, Authorizer } from '../../src/iam/authorizer.ts';
import { TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { DialectName } from '../../src/store/column-types.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import {
  contextOf,
  ManualClock,
  openTestStore,
  RecordingLog,
  type SeededAccount,
  seedAccount,
} from '../../src/testing/index.ts';

/** One node with the trace part behind the real pipeline. */
export interface TraceNode {
  readonly store: Store;
  readonly audit: GroupCommitAuditWriter;
  readonly traces: Traces;
  run<Id extends TraceOperationId>(
    id: Id,
    context: RequestContext,
    wire?: Readonly<Record<string, unknown>>,
  ): Promise<OperationOutput<Id>>;
}

export interface TraceWorld extends AsyncDisposable {
  readonly dialect: DialectName;
  readonly clock: ManualClock;
  readonly log: RecordingLog;
  readonly root: RootOfTrust;
  /** Milliseconds of the leases. */
  readonly monotonic: { now: number };
  readonly denied: { rule: (context: RequestContext, request: AuthorizationRequest) => boolean };
  readonly node: TraceNode;
  /** Null on PostgreSQL. */
  readonly sqliteFile: string | null;
  account: SeededAccount;
  api: RequestContext;
  enterNewAccount(): Promise<void>;
  /** A further node on the same store: PostgreSQL only. */
  secondNode(): Promise<TraceNode>;
  /** Another engine on the same store, as after a restart. */
  sameStoreNode(): TraceNode;
  /** Writes traces of the account's user, one ms apart; returns their IDs. */
  write(...records: readonly Partial<TraceRecord>[]): Promise<readonly string[]>;
  writeAs(context: RequestContext, ...records: readonly Partial<TraceRecord>[]): Promise<readonly string[]>;
  /** Puts what is durable into the trees. */
  sequence(): Promise<number>;
}

export const record: TraceRecord = {
  name: 'encryptData',
  serviceType: 'KMS',
  resourceType: 'cmk',
  resourceId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f',
  resourceName: 'key-1',
  rating: 'normal',
  code: '200',
  request: { key_id: '0d0466b0-e727-4d9c-b35d-f84bb474a37f', plain_text: '***' },
  response: {},
  message: 'encryptData, Method: POST Url=/v1.0/{project_id}/kms/encrypt-data. Reason:',
  readOnly: false,
  operationId: 'kms.encryptData',
  apiVersion: 'v1.0',
};

export async function openTraceWorld(
  dialect: DialectName,
  options: { readonly retentionInDays?: number } = {},
): Promise<TraceWorld> {
  const clock = new ManualClock();
  const log = new RecordingLog();
  const testStore = await openTestStore(dialect, { clock });
  const root = await openEphemeralRoot();
  const denied: TraceWorld['denied'] = { rule: () => false };
  const monotonic = { now: 0 };
  const stores: Store[] = [];
  const parts = { clock, log, root, denied, monotonic, ...options };
  const account = await seedAccount(testStore.store);
  const node = nodeOn(testStore.store, parts);

  const world: TraceWorld = {
    dialect,
    clock,
    log,
    root,
    denied,
    monotonic,
    node,
    sqliteFile: testStore.location.kind === 'sqlite' ? testStore.location.file : null,
    account,
    api: contextOf(account),
    async enterNewAccount() {
      denied.rule = () => false;
      await world.sequence();
      world.account = await seedAccount(node.store);
      world.api = contextOf(world.account);
    },
    async secondNode() {
      const store = await openStore(testStore.location, { clock });
      stores.push(store);
      return nodeOn(store, parts);
    },
    sameStoreNode: () => nodeOn(node.store, parts),
    write: (...records) => world.writeAs(world.api, ...records),
    async writeAs(context, ...records) {
      const ids = records.map((changes) => {
        clock.advance(1);
        return node.audit.append(context, { ...record, ...changes });
      });
      return Promise.all(ids);
    },
    sequence: () => node.traces.sequencer.drain(),
    async [Symbol.asyncDispose]() {
      for (const store of stores) await store.close();
      await testStore.remove();
      await root.close();
    },
  };
  return world;
}

function nodeOn(
  store: Store,
  parts: Pick<TraceWorld, 'clock' | 'log' | 'root' | 'denied' | 'monotonic'> & { retentionInDays?: number },
): TraceNode {
  const { clock, log, root } = parts;
  const recent = new RecentLeaves();
  const audit = new GroupCommitAuditWriter({ store, clock, log, recent });
  const traces = createTraces({
    store,
    recent,
    root,
    clock,
    audit,
    log,
    search: new TraceSearch(store),
    monotonic: () => parts.monotonic.now,
    ...(parts.retentionInDays === undefined ? {} : { traceRetentionInDays: parts.retentionInDays }),
  });
  const authorizer: Authorizer = {
    decide: async (context, request) =>
      parts.denied.rule(context, request)
        ? { allowed: false, explicit: false, reason: 'no statement allows it', remedy: '' }
        : { allowed: true, statement: 'test' },
  };
  const pipeline = new Pipeline<TraceOperationId>({
    handlers: traces.handlers,
    authorizer,
    audit,
    store,
    limiter: new TokenBucketLimiter(clock),
    clock,
    log,
  });
  return {
    store,
    audit,
    traces,
    async run(id, context, wire = {}) {
      return (await pipeline.execute(id, context, decode(id, wire))).output;
    },
  };
}

/** Input as the console's codec reads it. */
function decode<Id extends TraceOperationId>(
  id: Id,
  wire: Readonly<Record<string, unknown>>,
): OperationInput<Id> {
  return compileWireCodec(operations[id].input, 'camel').decode(wire) as OperationInput<Id>;
}
