import {
  compileWireCodec,
  type OperationInput,
  type OperationOutput,
  type OperationWireOutput,
  operations,
} from '@dewpoint/contract';
import { openEphemeralRoot, type RootOfTrust } from '@dewpoint/crypto-core';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import type { RequestContext } from '../../src/context.ts';
import { type Csms, type CsmsOperationId, createCsms } from '../../src/csms/create-csms.ts';
import { databaseDrivers } from '../../src/csms/rotation/create-rotation.ts';
import type { DatabaseDrivers } from '../../src/csms/rotation/database-settings.ts';
import { secretsOnKey } from '../../src/csms/secrets/secrets-on-key.ts';
import { createEgressGuard } from '../../src/egress/egress-guard.ts';
import type { AuthorizationRequest } from '../../src/iam/authorizer.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { createKms, type Kms, type KmsOperationId } from '../../src/kms/create-kms.ts';
import { TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import {
  createNotifications,
  type NotificationOperationId,
  type Notifications,
} from '../../src/notifications/create-notifications.ts';
import type { NotificationDependencies } from '../../src/notifications/notification-parts.ts';
import { permittedOn } from '../../src/pipeline/permitted-operations.ts';
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
  type TestStore,
} from '../../src/testing/index.ts';

export const DAY_IN_MS = 86_400_000;
type WorldOperationId = CsmsOperationId | KmsOperationId | NotificationOperationId;
/** How topics deliver in a world that has them. */
export type Deliveries = Pick<NotificationDependencies, 'smtp' | 'answerLimitInMs' | 'random'> & {
  readonly egressAllow?: readonly string[];
};
type Fields = Readonly<Record<string, unknown>>;

/** What is denied to whom; everything else is allowed. The policy engine has tests of its own. */
export type Denials = (context: RequestContext, request: AuthorizationRequest) => boolean;

const generous = { perSecond: 1e9, burst: 1e9 };

/** One node: secrets and keys behind the real pipeline, audit trail and store. */
export class CsmsNode {
  readonly kms: Kms;
  readonly csms: Csms;
  readonly notifications: Notifications;
  readonly store: Store;
  readonly jobs: JobRunner;
  readonly log = new RecordingLog();
  readonly #pipeline: Pipeline<WorldOperationId>;

  constructor(parts: {
    store: Store;
    root: RootOfTrust;
    clock: ManualClock;
    secretQuota: number;
    deliveries: Deliveries | undefined;
    denied: Denials;
    drivers: DatabaseDrivers;
    egressAllow: readonly string[];
  }) {
    const { store, root, clock } = parts;
    const { log } = this;
    this.store = store;
    const audit = new GroupCommitAuditWriter({ store, clock, log });
    this.jobs = new JobRunner({ store, clock, audit, log });
    const authorizer = {
      decide: async (context: RequestContext, request: AuthorizationRequest) =>
        parts.denied(context, request)
          ? ({ allowed: false, explicit: false, reason: 'no statement allows it', remedy: '' } as const)
          : ({ allowed: true, statement: 'test' } as const),
    };
    const shared = {
      store,
      root,
      clock,
      audit,
      jobs: this.jobs,
      log,
      region: 'local-1',
      permittedOperations: (context: RequestContext, resource: Parameters<typeof permittedOn>[2]) =>
        permittedOn(authorizer, context, resource),
    };
    this.kms = createKms({
      ...shared,
      quotas: { keys: 1000 },
      dependents: secretsOnKey(store, shared.permittedOperations),
    });
    const egress = createEgressGuard(parts.egressAllow);
    this.csms = createCsms({
      ...shared,
      quotas: { secrets: parts.secretQuota },
      keys: this.kms.serviceKeys,
      defaultKeys: this.kms.defaultKeys,
      accountKeys: this.kms.accountKeys,
      egress,
      drivers: parts.drivers,
    });
    this.notifications = createNotifications({
      ...shared,
      egress,
      ...parts.deliveries,
      publicUrl: 'http://localhost:8080',
    });
    this.jobs.register([...this.kms.jobs, ...this.csms.jobs]);
    // Without, what events have to tell stays in the outbox, where tests of secrets look for it.
    if (parts.deliveries !== undefined) this.jobs.register(this.notifications.jobs);
    this.#pipeline = new Pipeline<WorldOperationId>({
      handlers: { ...this.kms.handlers, ...this.csms.handlers, ...this.notifications.handlers },
      authorizer,
      audit,
      store,
      limiter: new TokenBucketLimiter(clock, { user: generous, account: generous }),
      clock,
      log,
    });
  }

  /** Runs an operation with the fields a client sends, in the domain's names; answers what the handler answers. */
  async run<Id extends WorldOperationId>(
    id: Id,
    context: RequestContext,
    wire: Fields,
  ): Promise<OperationOutput<Id>> {
    const input = compileWireCodec(operations[id].input, 'camel').decode(wire) as OperationInput<Id>;
    return (await this.#pipeline.execute(id, context, input)).output;
  }

  /** The same with the names of the REST wire, there and back. */
  async rest<Id extends WorldOperationId>(
    id: Id,
    context: RequestContext,
    wire: Fields,
  ): Promise<OperationWireOutput<Id>> {
    const input = compileWireCodec(operations[id].input, 'snake').decode(wire) as OperationInput<Id>;
    const { output } = await this.#pipeline.execute(id, context, input);
    const codec = compileWireCodec(operations[id].output, 'snake');
    return codec.encode(output as never) as OperationWireOutput<Id>;
  }

  close(): void {
    this.notifications.close();
    this.csms.close();
    this.kms.close();
  }
}

export class CsmsWorld implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly root: RootOfTrust;
  readonly #testStore: TestStore;
  readonly #options: { readonly secretQuota: number; readonly deliveries: Deliveries | undefined };
  readonly #closers: (() => Promise<void>)[] = [];
  denied: Denials = () => false;
  /** Of nodes that are opened from then on. */
  drivers: DatabaseDrivers = databaseDrivers;
  egressAllow: readonly string[] = ['127.0.0.1'];
  account: SeededAccount;
  /** Context of the account's user through the API. */
  api: RequestContext;
  node: CsmsNode;

  constructor(parts: {
    clock: ManualClock;
    root: RootOfTrust;
    testStore: TestStore;
    account: SeededAccount;
    secretQuota: number;
    deliveries: Deliveries | undefined;
  }) {
    this.clock = parts.clock;
    this.root = parts.root;
    this.#testStore = parts.testStore;
    this.#options = parts;
    if (parts.deliveries !== undefined) this.egressAllow = parts.deliveries.egressAllow ?? [];
    this.account = parts.account;
    this.api = contextOf(parts.account);
    this.node = this.#nodeOn(parts.testStore.store);
  }

  get store(): Store {
    return this.node.store;
  }

  /** Goes on in a new account, so that tests share a store without meeting each other. */
  async enterNewAccount(): Promise<void> {
    this.account = await seedAccount(this.store);
    this.api = contextOf(this.account);
    this.denied = () => false;
  }

  /** The files of an embedded store, the write-ahead log among them. */
  files(): readonly string[] {
    const { location } = this.#testStore;
    if (location.kind !== 'sqlite') throw new TypeError('only the embedded store has files of its own');
    return [location.file, `${location.file}-wal`];
  }

  /** A further node on the same store: PostgreSQL only. */
  async secondNode(): Promise<CsmsNode> {
    const store = await openStore(this.#testStore.location, { clock: this.clock });
    const node = this.#nodeOn(store);
    this.#closers.push(async () => {
      node.close();
      await store.close();
    });
    return node;
  }

  /** Closes the store and starts a new node on what it left behind, with the same root of trust. */
  async restart(): Promise<void> {
    this.node.close();
    this.node = this.#nodeOn(await this.#testStore.reopen());
    await this.node.notifications.planJobs(this.node.jobs);
  }

  /** A secret with this value as v1; answers its details. */
  async createSecret(name: string, fields: Fields = {}) {
    const login = JSON.stringify({
      engine: 'postgresql',
      host: 'db.example',
      username: 'app',
      password: name,
    });
    const text = fields.secretType === 'RDS-FG' ? login : `value of ${name}`;
    const value = 'secretBinary' in fields ? {} : { secretString: text };
    return (await this.node.run('csms.createSecret', this.api, { name, ...value, ...fields })).secret;
  }

  async createKey(keyAlias: string, fields: Fields = {}): Promise<string> {
    return (await this.node.run('kms.createKey', this.api, { keyAlias, ...fields })).keyInfo.keyId;
  }

  async put(secretName: string, secretString: string, fields: Fields = {}) {
    const answer = await this.node.run('csms.createSecretVersion', this.api, {
      secretName,
      secretString,
      ...fields,
    });
    return answer.versionMetadata;
  }

  async read(secretName: string, versionId = 'latest', context = this.api) {
    return (await this.node.run('csms.showSecretVersion', context, { secretName, versionId })).version;
  }

  /** Traces of the account, oldest first. */
  traces() {
    return this.store.read
      .selectFrom('traces')
      .selectAll()
      .where('account_id', '=', this.account.accountId)
      .orderBy('seq')
      .execute();
  }

  /** Outbox rows of the account, oldest first. */
  outbox() {
    return this.store.read
      .selectFrom('notification_outbox')
      .selectAll()
      .where('account_id', '=', this.account.accountId)
      .orderBy('seq')
      .execute();
  }

  async createEvent(name: string, eventTypes: readonly string[], fields: Fields = {}) {
    const notification = { targetType: 'SMN', targetId: `urn:smn:local-1:p:${name}`, targetName: name };
    const wire = { name, eventTypes, state: 'ENABLED', notification, ...fields };
    return (await this.node.run('csms.createSecretEvent', this.api, wire)).event;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closers) await close();
    this.node.close();
    await this.#testStore.remove();
    await this.root.close();
  }

  #nodeOn(store: Store): CsmsNode {
    return new CsmsNode({
      store,
      root: this.root,
      clock: this.clock,
      secretQuota: this.#options.secretQuota,
      deliveries: this.#options.deliveries,
      denied: (context, request) => this.denied(context, request),
      drivers: this.drivers,
      egressAllow: this.egressAllow,
    });
  }
}

/** A fresh store with one account and one node. */
export async function openCsmsWorld(
  dialect: DialectName,
  options: { readonly secretQuota?: number; readonly deliveries?: Deliveries } = {},
): Promise<CsmsWorld> {
  const clock = new ManualClock();
  const testStore = await openTestStore(dialect, { clock });
  return new CsmsWorld({
    clock,
    root: await openEphemeralRoot(),
    testStore,
    account: await seedAccount(testStore.store),
    secretQuota: options.secretQuota ?? 1000,
    deliveries: options.deliveries,
  });
}
