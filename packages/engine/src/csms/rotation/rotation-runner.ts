import { OperationError, SYSCURRENT } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { JobDefinition, JobResult } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import type { Transaction } from '../../store/store.ts';
import type { CsmsParts } from '../csms-parts.ts';
import type { ListedSecret } from '../secrets/secret-directory.ts';
import { type SecretRecord, secretAddress } from '../secrets/secret-record.ts';
import { lockSecretOfAccount, updateSecretRow } from '../secrets/secret-repository.ts';
import { stageMap } from '../versions/version-repository.ts';
import { afterTaking } from '../versions/version-rules.ts';
import { failureOf, type RotationFailure } from './rotation-failure.ts';
import type { Rotation, RotationMethod } from './rotation-method.ts';
import { type RotationValues, sealedOf } from './rotation-values.ts';
import { ROTATION_TASK_JOB } from './start-rotation.ts';
import { endTask, findTask, progressTask, StaleTaskError, type TaskRow } from './task-repository.ts';

/** Principal of what a rotation does by itself (TRC-05). */
export const ROTATION_PRINCIPAL = 'secret-rotation';
const ROTATION_TRACE = 'rotateSecret';

/** What is not undone yet is tried again after that: whoever waits for the server's return waits no longer. */
const UNDO_AGAIN_IN_MS = 5_000;
/** Failures of undoing that may be over a moment later; every other one is final. */
const passing: ReadonlySet<string> = new Set([
  'ROTATION.UNREACHABLE',
  'ROTATION.CONNECTION_LOST',
  'ROTATION.EGRESS',
]);

/** A task that goes on, or what its job answers. */
type Outcome = { readonly task: TaskRow } | { readonly result: JobResult };
const ended: Outcome = { result: { kind: 'done' } };

/** Takes rotations through their steps; each step's end is written down before the next begins, so that any node can go on after a crash. */
export class RotationRunner {
  readonly #parts: CsmsParts;
  readonly #values: RotationValues;
  readonly #methodOf: (secret: SecretRecord) => RotationMethod;

  constructor(parts: CsmsParts, values: RotationValues, methodOf: (secret: SecretRecord) => RotationMethod) {
    this.#parts = parts;
    this.#values = values;
    this.#methodOf = methodOf;
  }

  get job(): JobDefinition {
    return {
      kind: ROTATION_TASK_JOB,
      principalName: ROTATION_PRINCIPAL,
      failureTrace: {
        name: ROTATION_TRACE,
        serviceType: 'CSMS',
        resourceType: 'csms',
        operationId: ROTATION_TASK_JOB,
      },
      run: ({ subject }) => this.#run(subject.split('/')[1] ?? ''),
    };
  }

  async #run(taskId: string): Promise<JobResult> {
    const { store } = this.#parts;
    const found = await findTask(store.read, taskId);
    if (found === undefined || found.status !== 'RUNNING') return { kind: 'done' };
    const context = await productContext(
      store.read,
      { accountId: found.account_id, projectId: found.project_id },
      ROTATION_PRINCIPAL,
    );
    try {
      let outcome: Outcome = {
        task: await progressTask(store, found, { attempts: found.attempts + 1 }),
      };
      while ('task' in outcome) outcome = await this.#step(context, outcome.task);
      return outcome.result;
    } catch (error) {
      // Another node has it: after a long pause of this one its lease had ended.
      if (error instanceof StaleTaskError) return { kind: 'done' };
      throw error;
    }
  }

  async #step(context: RequestContext, task: TaskRow): Promise<Outcome> {
    const listed = await this.#values.find(context, task.secret_name).catch((error: unknown) => {
      if (error instanceof OperationError && error.errorName === 'secretNotFound') return undefined;
      throw error;
    });
    // With the secret its tasks are gone.
    if (listed === undefined || listed.secret.id !== task.secret_id) return ended;
    const rotation: Rotation = { context, task, listed };
    const method = this.#methodOf(listed.secret);
    switch (task.step) {
      case 'create':
        return this.#create(rotation, method);
      case 'set':
        return this.#elsewhere(rotation, method, 'set', 'test');
      case 'test':
        return this.#elsewhere(rotation, method, 'test', 'finish');
      case 'finish':
        return this.#finish(rotation, method);
      case 'undo':
        return this.#undo(rotation, method);
      case 'done':
        return ended;
    }
  }

  async #create(rotation: Rotation, method: RotationMethod): Promise<Outcome> {
    const { context, task, listed } = rotation;
    const made = await attempt(async () => {
      checkRoom(listed, task.version);
      const { value, progress } = await method.create(rotation);
      return { ...progress, ...(await this.#values.seal(context, task, listed.secret, value)) };
    });
    if ('failure' in made) return this.#fail(rotation, made.failure);
    const step = method.elsewhere === undefined ? 'finish' : 'set';
    return { task: await progressTask(this.#parts.store, task, { ...made.value, step }) };
  }

  async #elsewhere(
    rotation: Rotation,
    method: RotationMethod,
    step: 'set' | 'test',
    next: 'test' | 'finish',
  ): Promise<Outcome> {
    const done = await attempt(async () => method.elsewhere?.[step](rotation));
    if ('failure' in done) return this.#turnBack(rotation, done.failure);
    try {
      return { task: await progressTask(this.#parts.store, rotation.task, { step: next }) };
    } catch (error) {
      if (error instanceof StaleTaskError) await this.#takeBackLate(rotation, method);
      throw error;
    }
  }

  /** What this node did after another one had undone and ended the rotation: its lease had run out while it stood still. */
  async #takeBackLate(rotation: Rotation, method: RotationMethod): Promise<void> {
    const now = await findTask(this.#parts.store.read, rotation.task.id);
    if (now?.status !== 'FAILED') return;
    this.#parts.log.warn('a step of a rotation came after its end; it is taken back', { taskId: now.id });
    await method.elsewhere?.undo(rotation);
  }

  async #turnBack({ task }: Rotation, { code, message }: RotationFailure): Promise<Outcome> {
    const progress = { step: 'undo', error_code: code, error_message: message } as const;
    return { task: await progressTask(this.#parts.store, task, progress) };
  }

  async #undo(rotation: Rotation, method: RotationMethod): Promise<Outcome> {
    const { task } = rotation;
    const undone = await attempt(async () => method.elsewhere?.undo(rotation) ?? 'undone');
    if ('value' in undone) {
      if (undone.value === 'undone') return this.#fail(rotation, null);
      const progress = { step: 'finish', error_code: null, error_message: null } as const;
      return { task: await progressTask(this.#parts.store, task, progress) };
    }
    const { failure } = undone;
    if (passing.has(failure.code) || failure.code.startsWith('CSMS.')) {
      this.#parts.log.warn('a rotation cannot be undone yet; trying again', {
        taskId: task.id,
        code: failure.code,
      });
      return { result: { kind: 'again', dueAt: this.#parts.clock.now() + UNDO_AGAIN_IN_MS } };
    }
    return this.#fail(rotation, failure);
  }

  /** The new version takes SYSCURRENT; version, statuses, events, trace and the end of the task are one transaction. */
  async #finish(rotation: Rotation, method: RotationMethod): Promise<Outcome> {
    const { context, task } = rotation;
    const { store, clock, versions, notifications } = this.#parts;
    const finished = await attempt(() =>
      store.transaction(async (transaction, announce) => {
        const secret = await lockSecretOfAccount(transaction, task.account_id, task.secret_id);
        if (secret === undefined) return;
        const now = clock.now();
        const written = await versions.add(transaction, secret, {
          version: task.version,
          seal: () => sealedOf(task),
          stages: [SYSCURRENT],
          expiresAt: null,
          now,
        });
        const rotated = await updateSecretRow(transaction, written.secret, { rotated_at: now });
        await endTask(transaction, task, {
          status: 'SUCCESS',
          finished_at: now,
          error_code: null,
          error_message: null,
        });
        const { version } = written;
        await notifications.tell(transaction, { type: 'SECRET_ROTATED', secret: rotated, version, at: now });
        await this.#trace(transaction, context, task, rotated, null);
        announce({ kind: 'secret', address: secretAddress(secret) });
      }),
    );
    if ('value' in finished) return ended;
    return method.elsewhere === undefined
      ? this.#fail(rotation, finished.failure)
      : this.#turnBack(rotation, finished.failure);
  }

  /** @param further what went wrong besides what the task says already; null: nothing */
  async #fail({ context, task }: Rotation, further: RotationFailure | null): Promise<Outcome> {
    const { store, clock, notifications, log } = this.#parts;
    const error_code = task.error_code ?? further?.code ?? null;
    const error_message = [task.error_message ?? [], further?.message ?? []].flat().join(' ');
    await store.transaction(async (transaction, announce) => {
      const secret = await lockSecretOfAccount(transaction, task.account_id, task.secret_id);
      if (secret === undefined) return;
      const now = clock.now();
      const failed = await endTask(transaction, task, {
        status: 'FAILED',
        finished_at: now,
        error_code,
        error_message,
      });
      await notifications.tell(transaction, {
        type: 'SECRET_ROTATED_FAILED',
        secret,
        version: null,
        at: now,
      });
      await this.#trace(transaction, context, failed, secret, error_message);
      announce({ kind: 'secret', address: secretAddress(secret) });
    });
    log.warn('a rotation failed', { taskId: task.id, code: error_code });
    return ended;
  }

  async #trace(
    transaction: Transaction,
    context: RequestContext,
    task: TaskRow,
    secret: SecretRecord,
    reason: string | null,
  ): Promise<void> {
    await this.#parts.audit.appendWithin(transaction, context, {
      name: ROTATION_TRACE,
      serviceType: 'CSMS',
      resourceType: 'csms',
      resourceId: secret.id,
      resourceName: secret.name,
      rating: reason === null ? 'normal' : 'warning',
      code: reason === null ? '200' : '400',
      request: { secret_name: secret.name, rotation_task_id: task.id, operate_type: task.trigger_kind },
      response:
        reason === null
          ? { version_id: `v${task.version}`, rotation_task_id: task.id }
          : { error_code: task.error_code, error_msg: reason },
      message:
        reason === null
          ? 'rotateSecret. The new value is the current one.'
          : `rotateSecret. Reason: ${reason}`,
      readOnly: false,
      operationId: ROTATION_TASK_JOB,
      enterpriseProjectId: secret.enterpriseProjectId,
    });
  }
}

type Attempt<T> = { readonly value: T } | { readonly failure: RotationFailure };

/** What is not about the rotation itself (the store, a bug) goes up: the job is run again, from the step that is written down. */
async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { failure };
  }
}

/** The statuses that there will be are counted before anything is changed elsewhere. @throws OperationError */
function checkRoom({ stages }: ListedSecret, version: number): void {
  afterTaking(stageMap(stages), version, [SYSCURRENT]);
}
