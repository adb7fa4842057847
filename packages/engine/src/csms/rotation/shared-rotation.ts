import { parseJsonText, type SharedRotationConfig, sharedRotationConfig } from '@dewpoint/contract';
import type { SecretValue } from '../versions/value-sealing.ts';
import { generateValue } from './generated-value.ts';
import { RotationFailure } from './rotation-failure.ts';
import type { Made, Rotation, RotationMethod } from './rotation-method.ts';
import type { RotationValues } from './rotation-values.ts';
import type { ValueSupplier } from './value-supplier.ts';

/** Shared secrets get a generated value, or one that a webhook supplies (SEC-12). Nothing is changed elsewhere. */
export class SharedRotation implements RotationMethod {
  readonly #parts: {
    readonly values: RotationValues;
    readonly supplier: ValueSupplier;
    readonly principalName: string;
  };

  constructor(parts: {
    readonly values: RotationValues;
    readonly supplier: ValueSupplier;
    readonly principalName: string;
  }) {
    this.#parts = parts;
  }

  async create(rotation: Rotation): Promise<Made> {
    const config = readSharedConfig(rotation.listed.secret.rotation.config);
    const made =
      config.Source === 'Webhook'
        ? await this.#supplied(rotation, config)
        : ({ kind: 'text', text: generateValue(config.Length, config.CharacterClasses) } as const);
    const value = config.Field === undefined ? made : await this.#inField(rotation, config.Field, made);
    return { value, progress: {} };
  }

  async #supplied({ context, task, listed }: Rotation, config: SharedRotationConfig): Promise<SecretValue> {
    const { values, supplier, principalName } = this.#parts;
    if (config.WebhookUrl === undefined) {
      throw new RotationFailure(
        'ROTATION.CONFIG',
        'rotation_config.WebhookUrl is required with Source Webhook.',
      );
    }
    const signingKey =
      config.SigningSecret === undefined
        ? null
        : await values.ofOther(context, config.SigningSecret, principalName);
    return supplier.request({
      url: config.WebhookUrl,
      signingKey,
      // The task and not the attempt: a webhook that is asked again after a crash can answer what it answered before.
      id: task.id,
      question: {
        secret_id: listed.secret.id,
        secret_name: listed.secret.name,
        version_id: `v${task.version}`,
        rotation_task_id: task.id,
      },
    });
  }

  /** One pair of a value of key/value pairs. */
  async #inField({ context, listed }: Rotation, field: string, made: SecretValue): Promise<SecretValue> {
    const current = await this.#parts.values.current(context, listed);
    const pairs: unknown = parsed(current.text);
    if (typeof pairs !== 'object' || pairs === null || Array.isArray(pairs) || made.kind !== 'text') {
      throw new RotationFailure(
        'ROTATION.VALUE',
        `The value of ${listed.secret.name} is no set of key/value pairs, so ${JSON.stringify(field)} in it cannot be replaced.`,
      );
    }
    // Object.fromEntries makes own properties of every name, __proto__ too.
    const entries = new Map<string, unknown>([...Object.entries(pairs), [field, made.text]]);
    return { kind: 'text', text: JSON.stringify(Object.fromEntries(entries)) };
  }
}

function readSharedConfig(text: string | null): SharedRotationConfig {
  const result = parseJsonText(sharedRotationConfig, text ?? '{}');
  if ('value' in result) return result.value;
  const { name, message } = result.problem;
  throw new RotationFailure('ROTATION.CONFIG', `rotation_config.${name} ${message}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
