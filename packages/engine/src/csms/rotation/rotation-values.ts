import { OperationError, SYSCURRENT } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { CsmsParts } from '../csms-parts.ts';
import type { ListedSecret } from '../secrets/secret-directory.ts';
import type { SecretRecord } from '../secrets/secret-record.ts';
import {
  openDataKey,
  openValue,
  prepareSealing,
  type SealedValue,
  type SecretValue,
} from '../versions/value-sealing.ts';
import { RotationFailure } from './rotation-failure.ts';
import type { TaskRow } from './task-repository.ts';

/** A text version of a secret, opened. */
export interface OpenedVersion {
  readonly version: number;
  readonly text: string;
}

/** The values that a rotation reads and makes, as the product itself: whoever set the rotation up was asked for the permissions. */
export class RotationValues {
  readonly #parts: CsmsParts;

  constructor(parts: CsmsParts) {
    this.#parts = parts;
  }

  find(context: RequestContext, name: string): Promise<ListedSecret> {
    return this.#parts.directory.find(context, name);
  }

  /**
   * One version; undefined when it is gone.
   * @throws RotationFailure for a binary value; OperationError of the encryption key
   */
  async opened(
    context: RequestContext,
    listed: ListedSecret,
    number: number | undefined,
  ): Promise<OpenedVersion | undefined> {
    const version = number === undefined ? undefined : listed.versions.get(number);
    if (version === undefined) return undefined;
    const key = await this.#parts.secretKeys.forReading(this.#caller(context), version.kmsKeyId);
    const value = await this.#parts.values.read(listed.secret, version, key);
    if (value.kind !== 'text') {
      throw new RotationFailure(
        'ROTATION.VALUE',
        `The value of ${listed.secret.name} is binary; a rotation needs text.`,
      );
    }
    return { version: version.version, text: value.text };
  }

  /** The current value. @throws as `opened`; OperationError `secretVersionNotFound` */
  async current(context: RequestContext, listed: ListedSecret): Promise<OpenedVersion> {
    const opened = await this.opened(context, listed, listed.stages.get(SYSCURRENT)?.version);
    if (opened === undefined) throw new OperationError('secretVersionNotFound');
    return opened;
  }

  /**
   * The current value of another secret that the rotation was set up with. Its reading leaves a trace, as every reading does (SEC-05).
   * @throws RotationFailure when it is missing or pending deletion
   */
  async ofOther(context: RequestContext, name: string, principalName: string): Promise<string> {
    const listed = await this.find(context, name).catch((error: unknown) => {
      if (error instanceof OperationError && error.errorName === 'secretNotFound') {
        throw new RotationFailure(
          'ROTATION.SECRET_MISSING',
          `The secret ${name}, which the rotation needs, does not exist.`,
        );
      }
      throw error;
    });
    if (listed.secret.state !== 'enabled') {
      throw new RotationFailure(
        'ROTATION.SECRET_MISSING',
        `The secret ${name}, which the rotation needs, is pending deletion.`,
      );
    }
    const { version, text } = await this.current(context, listed);
    await this.#parts.audit.append(context, {
      name: 'showSecretVersion',
      serviceType: 'CSMS',
      resourceType: 'csms',
      resourceId: listed.secret.id,
      resourceName: name,
      rating: 'normal',
      code: '200',
      request: { secret_name: name, version_id: `v${version}` },
      response: {},
      message: 'showSecretVersion. Reason: a rotation needs the value.',
      readOnly: true,
      operationId: principalName,
      enterpriseProjectId: listed.secret.enterpriseProjectId,
    });
    return text;
  }

  /** Seals the value that a task makes, under the key of the secret and for the version that the task reserved. */
  async seal(
    context: RequestContext,
    task: TaskRow,
    secret: SecretRecord,
    value: SecretValue,
  ): Promise<SealedValue> {
    const key = await this.#parts.secretKeys.forEncryption(this.#caller(context), secret.kmsKeyId);
    return (await prepareSealing(this.#parts.keys, key, secret, value))(task.version);
  }

  /** The text that a task made. @throws OperationError of the encryption key */
  async made(context: RequestContext, task: TaskRow, secret: SecretRecord): Promise<string> {
    const { kind, kms_key_id: keyId, wrapped_data_key: wrapped, sealed_value: bytes } = sealedOf(task);
    const key = await this.#parts.secretKeys.forReading(this.#caller(context), keyId);
    const dataKey = await openDataKey(this.#parts.keys, key, secret, wrapped);
    try {
      const value = openValue(dataKey, secret, task.version, { kind, bytes });
      if (value.kind !== 'text')
        throw new TypeError(`rotation task ${task.id}: a value of a database is text`);
      return value.text;
    } finally {
      dataKey.destroy();
    }
  }

  #caller(context: RequestContext) {
    return { context, now: this.#parts.clock.now(), authorize: async () => undefined };
  }
}

/** The value that a task has made. @throws TypeError when it has made none */
export function sealedOf(task: TaskRow): SealedValue {
  const { kind, kms_key_id, wrapped_data_key, sealed_value } = task;
  if (kind === null || kms_key_id === null || wrapped_data_key === null || sealed_value === null) {
    throw new TypeError(`rotation task ${task.id} has no value at step ${task.step}`);
  }
  return {
    kind,
    kms_key_id,
    wrapped_data_key: Buffer.from(wrapped_data_key),
    sealed_value: Buffer.from(sealed_value),
  };
}
