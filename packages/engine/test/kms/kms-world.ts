import {
  compileWireCodec,
  OperationError,
  type OperationInput,
  type OperationOutput,
  operations,
} from '@dewpoint/contract';
import { openEphemeralRoot, type RootOfTrust } from '@dewpoint/crypto-core';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import type { RequestContext } from '../../src/context.ts';
import { secretsOnKey } from '../../src/csms/secrets/secrets-on-key.ts';
import type { EngineLog } from '../../src/engine.ts';
import type { AuthorizationRequest, Authorizer } from '../../src/iam/authorizer.ts';
import { createPolicyAuthorizer } from '../../src/iam/policy-authorizer.ts';
import { createPolicyLoader } from '../../src/iam/principal-policies.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { createKms, type Kms, type KmsOperationId } from '../../src/kms/create-kms.ts';
import type { PermittedOperations } from '../../src/kms/kms-parts.ts';
import { TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import { permittedOn } from '../../src/pipeline/permitted-operations.ts';
import { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { DialectName } from '../../src/store/column-types.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import {
  contextOf,
  ManualClock,
  openTestStore,
  type SeededAccount,
  seedAccount,
} from '../../src/testing/index.ts';

export const DAY_IN_MS = 86_400_000;
const silent: EngineLog = { info() {}, warn() {}, error() {} };

/** What is denied to whom; everything else is allowed. The policy engine has tests of its own. */
export type Denials = (context: RequestContext, request: AuthorizationRequest) => boolean;

/** One node: the KMS behind the real pipeline, audit trail and store. */
export class KmsNode {
  readonly kms: Kms;
  readonly store: Store;
  readonly jobs: JobRunner;
  readonly audit: GroupCommitAuditWriter;
  readonly #pipeline: Pipeline<KmsOperationId>;

  constructor(parts: {
    store: Store;
    root: RootOfTrust;
    clock: ManualClock;
    keyQuota: number;
    /** Undefined: policies and grants decide, as in the product. */
    denied: Denials | undefined;
  }) {
    const { store, root, clock } = parts;
    this.store = store;
    const audit = new GroupCommitAuditWriter({ store, clock, log: silent });
    this.audit = audit;
    this.jobs = new JobRunner({ store, clock, audit, log: silent });
    const permittedOperations: PermittedOperations = (context, resource) =>
      permittedOn(authorizer, context, resource);
    this.kms = createKms({
      store,
      root,
      clock,
      audit,
      jobs: this.jobs,
      quotas: { keys: parts.keyQuota },
      region: 'local-1',
      log: silent,
      permittedOperations,
      dependents: secretsOnKey(store, permittedOperations),
    });
    const authorizer =
      parts.denied === undefined ? policyAuthorizer(store, clock, this.kms) : authorizerOf(parts.denied);
    this.jobs.register(this.kms.jobs);
    this.#pipeline = new Pipeline<KmsOperationId>({
      handlers: this.kms.handlers,
      authorizer,
      audit,
      store,
      limiter: new TokenBucketLimiter(clock),
      clock,
      log: silent,
    });
  }

  /** Runs an operation with the fields a client sends on REST, in the domain's names. */
  async run<Id extends KmsOperationId>(
    id: Id,
    context: RequestContext,
    wire: Readonly<Record<string, unknown>>,
  ): Promise<OperationOutput<Id>> {
    const input = decode(id, wire);
    return (await this.#pipeline.execute(id, context, input)).output;
  }
}

export interface KmsWorld extends AsyncDisposable {
  readonly dialect: DialectName;
  readonly clock: ManualClock;
  readonly root: RootOfTrust;
  account: SeededAccount;
  /** Context of the account's user through the API. */
  api: RequestContext;
  readonly denied: { rule: Denials };
  node: KmsNode;
  /** Goes on in a new account, so that tests share a store without meeting each other. */
  enterNewAccount(): Promise<void>;
  /** A further node on the same store: PostgreSQL only. */
  secondNode(): Promise<KmsNode>;
  /** Closes the store and starts a new node on what it left behind, with the same root of trust. */
  restart(): Promise<void>;
}

/** A fresh store with one account and one node. */
export async function openKmsWorld(
  dialect: DialectName,
  options: { readonly keyQuota?: number; readonly root?: RootOfTrust; readonly policies?: boolean } = {},
): Promise<KmsWorld> {
  const clock = new ManualClock();
  const testStore = await openTestStore(dialect, { clock });
  const root = options.root ?? (await openEphemeralRoot());
  const denied = { rule: (() => false) as Denials };
  const closers: (() => Promise<void>)[] = [];
  const nodeOn = (store: Store) =>
    new KmsNode({
      store,
      root,
      clock,
      keyQuota: options.keyQuota ?? 100,
      denied: options.policies ? undefined : (context, request) => denied.rule(context, request),
    });
  const account = await seedAccount(testStore.store);
  const world: KmsWorld = {
    dialect,
    clock,
    root,
    account,
    api: contextOf(account),
    denied,
    node: nodeOn(testStore.store),
    async enterNewAccount() {
      world.account = await seedAccount(world.node.store);
      world.api = contextOf(world.account);
      denied.rule = () => false;
    },
    async secondNode() {
      const store = await openStore(testStore.location, { clock });
      const node = nodeOn(store);
      closers.push(async () => {
        node.kms.close();
        await store.close();
      });
      return node;
    },
    async restart() {
      world.node.kms.close();
      world.node = nodeOn(await testStore.reopen());
    },
    async [Symbol.asyncDispose]() {
      for (const close of closers) await close();
      world.node.kms.close();
      await testStore.remove();
      await root.close();
    },
  };
  return world;
}

/** What a client meets: input as the REST codec reads it; the console's where there is no REST. */
function decode<Id extends KmsOperationId>(
  id: Id,
  wire: Readonly<Record<string, unknown>>,
): OperationInput<Id> {
  const codec = compileWireCodec(operations[id].input, 'camel');
  return codec.decode(wire) as OperationInput<Id>;
}

function policyAuthorizer(store: Store, clock: ManualClock, kms: Kms): Authorizer {
  const loader = createPolicyLoader({ store, clock, log: silent });
  return createPolicyAuthorizer({ store, clock, loader, region: 'local-1', grants: kms.grants });
}

function authorizerOf(denied: Denials): Authorizer {
  return {
    decide: async (context, request) =>
      denied(context, request)
        ? { allowed: false, explicit: false, reason: 'no statement allows it', remedy: '' }
        : { allowed: true, statement: 'test' },
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
  throw new Error('the call was not refused');
}
