import { OperationError } from '@dewpoint/contract';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { KmsOperationId } from '../../src/kms/create-kms.ts';
import { fetchParameters, wrapWith } from './import-client.ts';
import { type Kind, kinds, ModelKey } from './key-model.ts';
import { DAY_IN_MS, type KmsWorld } from './kms-world.ts';

/** Keys that one walk can make. */
const SLOTS = 3;
const materials = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;

export interface Model {
  readonly keys: ModelKey[];
}

/** The product side of a walk: ids of the keys in the model's order, and what was encrypted with them. */
export interface Real {
  readonly world: KmsWorld;
  readonly ids: string[];
  readonly ciphertexts: { slot: number; version: number; text: string }[];
}

/** One step on the key of a slot: what the model says of it, and the same done with the product. */
interface KeyStep {
  readonly predict: (key: ModelKey, now: number) => string | null;
  readonly act: (real: Real, slot: number, call: Call) => Promise<unknown>;
}

type Call = (id: KmsOperationId, fields?: Readonly<Record<string, unknown>>) => Promise<unknown>;

const simple = (
  id: KmsOperationId,
  fields: Readonly<Record<string, unknown>>,
  predict: KeyStep['predict'],
): KeyStep => ({ predict, act: (_, __, call) => call(id, fields) });

/** Every operation on a key, with arguments that the wire accepts. */
const keySteps: fc.Arbitrary<readonly [string, KeyStep]> = fc.oneof(
  fc.constant(['enable', simple('kms.enableKey', {}, (key) => key.enable())] as const),
  fc.constant(['disable', simple('kms.disableKey', {}, (key) => key.disable())] as const),
  fc
    .integer({ min: 7, max: 400 })
    .map(
      (pendingDays) =>
        [
          `schedule ${pendingDays}`,
          simple('kms.scheduleKeyDeletion', { pendingDays }, (key, now) => key.schedule(pendingDays, now)),
        ] as const,
    ),
  fc.constant(['cancel', simple('kms.cancelKeyDeletion', {}, (key) => key.cancel())] as const),
  fc.constant(['rotate', simple('kms.rotateOnDemand', {}, (key, now) => key.rotate(now))] as const),
  fc.constant(['rotation on', simple('kms.enableKeyRotation', {}, (key, now) => key.switchOn(now))] as const),
  fc.constant(['rotation off', simple('kms.disableKeyRotation', {}, (key) => key.switchOff())] as const),
  fc
    .integer({ min: 30, max: 365 })
    .map(
      (rotationInterval) =>
        [
          `interval ${rotationInterval}`,
          simple('kms.updateKeyRotationInterval', { rotationInterval }, (key, now) =>
            key.setInterval(rotationInterval, now),
          ),
        ] as const,
    ),
  fc.constantFrom('one', 'two').map(
    (keyDescription) =>
      [
        `describe ${keyDescription}`,
        simple('kms.updateKeyDescription', { keyDescription }, (key) =>
          key.annotate(() => {
            key.description = keyDescription;
            return null;
          }),
        ),
      ] as const,
  ),
  fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')).map(
    ([name, value]) =>
      [
        `tag ${name}=${value}`,
        simple('kms.createKmsTag', { tag: { key: name, value } }, (key) =>
          key.annotate(() => {
            key.tags.set(name, value);
            return null;
          }),
        ),
      ] as const,
  ),
  fc
    .constantFrom('a', 'b')
    .map(
      (name) => [`untag ${name}`, simple('kms.deleteTag', { key: name }, (key) => key.untag(name))] as const,
    ),
  fc.constant([
    'grant',
    simple('kms.createGrant', { granteePrincipal: 'someone', operations: ['describe-key'] }, (key) =>
      key.grant(),
    ),
  ] as const),
  fc.constant([
    'delete material',
    simple('kms.deleteImportedKeyMaterial', {}, (key) => key.deleteMaterial()),
  ] as const),
  fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(null, 1, 40)).map(
    ([material, days]) =>
      [
        `import ${material} for ${days ?? 'ever'}`,
        {
          predict: (key: ModelKey, now: number) =>
            key.import(material, days === null ? null : now + days * DAY_IN_MS),
          act: (real: Real, slot: number) => importMaterial(real, slot, material, days),
        },
      ] as const,
  ),
  fc.constant(['encrypt', { predict: (key: ModelKey) => key.use(), act: encrypt }] as const),
);

async function importMaterial(
  { world, ids }: Real,
  slot: number,
  material: 0 | 1,
  days: number | null,
): Promise<void> {
  const keyId = ids[slot] ?? '';
  const parameters = await fetchParameters(world, keyId, 'SM2_ENCRYPT');
  await world.node.run('kms.importKeyMaterial', world.api, {
    keyId,
    importToken: parameters.importToken,
    encryptedKeyMaterial: wrapWith('SM2_ENCRYPT', parameters.publicKey, materials[material]),
    ...(days === null ? {} : { expirationTime: world.clock.now() / 1000 + days * 86_400 }),
  });
}

async function encrypt({ world, ids, ciphertexts }: Real, slot: number): Promise<void> {
  const keyId = ids[slot] ?? '';
  const answer = await world.node.run('kms.encryptData', world.api, { keyId, plainText: `slot ${slot}` });
  const text = Buffer.from(answer.cipherText).toString('base64');
  const { keyVersion } = await world.node.run('kms.inspectCiphertext', world.api, { cipherText: text });
  ciphertexts.push({ slot, version: keyVersion, text });
}

abstract class Step implements fc.AsyncCommand<Model, Real> {
  abstract check(model: Readonly<Model>): boolean;
  protected abstract act(model: Model, real: Real): Promise<void>;
  abstract toString(): string;

  /** Acts, lets what is due happen on both sides, and compares everything. */
  async run(model: Model, real: Real): Promise<void> {
    await this.act(model, real);
    await real.world.node.jobs.runDue();
    for (const key of model.keys) key.settle(real.world.clock.now());
    await compare(model, real);
  }
}

class CreateStep extends Step {
  readonly #kind: Kind;

  constructor(kind: Kind) {
    super();
    this.#kind = kind;
  }

  check(model: Readonly<Model>): boolean {
    return model.keys.length < SLOTS;
  }

  protected async act(model: Model, { world, ids }: Real): Promise<void> {
    const keyAlias = `key-${model.keys.length}`;
    const { keyInfo } = await world.node.run('kms.createKey', world.api, {
      keyAlias,
      ...kinds[this.#kind],
    });
    ids.push(keyInfo.keyId);
    model.keys.push(new ModelKey(this.#kind, keyAlias));
  }

  toString(): string {
    return `create ${this.#kind}`;
  }
}

class ChangeStep extends Step {
  readonly #slot: number;
  readonly #name: string;
  readonly #step: KeyStep;

  constructor(slot: number, name: string, step: KeyStep) {
    super();
    this.#slot = slot;
    this.#name = name;
    this.#step = step;
  }

  check(model: Readonly<Model>): boolean {
    return this.#slot < model.keys.length;
  }

  protected async act(model: Model, real: Real): Promise<void> {
    const key = model.keys[this.#slot];
    if (key === undefined) throw new Error('the walk has no such key');
    const { world, ids } = real;
    const predicted = this.#step.predict(key, world.clock.now());
    const call: Call = (id, fields = {}) =>
      world.node.run(id, world.api, { keyId: ids[this.#slot], ...fields });
    expect(await codeOf(this.#step.act(real, this.#slot, call))).toBe(predicted);
  }

  toString(): string {
    return `${this.#name} (${this.#slot})`;
  }
}

class TimeStep extends Step {
  readonly #hours: number;

  constructor(hours: number) {
    super();
    this.#hours = hours;
  }

  check(): boolean {
    return true;
  }

  protected async act(_: Model, { world }: Real): Promise<void> {
    world.clock.advance(this.#hours * 3_600_000);
  }

  toString(): string {
    return `${this.#hours} hours pass`;
  }
}

class RestartStep extends Step {
  check(): boolean {
    return true;
  }

  protected async act(_: Model, { world }: Real): Promise<void> {
    await world.restart();
  }

  toString(): string {
    return 'restart';
  }
}

async function codeOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof OperationError) return error.code;
    throw error;
  }
}

async function compare(model: Model, real: Real): Promise<void> {
  const { world, ids, ciphertexts } = real;
  for (const [slot, key] of model.keys.entries()) {
    const keyId = ids[slot] ?? '';
    if (key.state === 'gone') {
      expect(await codeOf(world.node.run('kms.viewKey', world.api, { keyId }))).toBe('KMS.0207');
      continue;
    }
    const { total } = await world.node.run('kms.listGrants', world.api, { keyId });
    expect(total).toBe(key.grants);
    expect(await world.node.run('kms.viewKey', world.api, { keyId })).toMatchObject({
      keyAlias: key.alias,
      keyDescription: key.description,
      state: key.state,
      currentVersion: key.version,
      deletionAt: key.deletionAt,
      materialExpiresAt: key.expiresAt,
      rotation: {
        enabled: key.rotation.on,
        intervalInDays: key.rotation.days,
        rotatedAt: key.rotation.last,
        nextRotationAt: key.nextRotationAt,
        count: key.rotation.count,
      },
      tags: [...key.tags].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ key: name, value })),
    });
  }
  for (const { slot, text } of ciphertexts) {
    const opened = world.node.run('kms.decryptData', world.api, { cipherText: text });
    const predicted = model.keys[slot]?.use() ?? null;
    expect(await codeOf(opened)).toBe(predicted);
    if (predicted === null) expect((await opened).plainText).toBe(`slot ${slot}`);
  }
}

const time = fc.oneof(
  fc.integer({ min: 1, max: 48 }),
  fc.integer({ min: 24 * 7, max: 24 * 45 }),
  fc.integer({ min: 24 * 100, max: 24 * 400 }),
);

/** A walk through the life of up to three keys: over all operations, states, origins and the clock. */
export const walks: fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Real>>> = fc.commands(
  [
    fc
      .constantFrom<Kind>('aes', 'sm4', 'hmac', 'ec', 'externalAes', 'externalHmac')
      .map((kind) => new CreateStep(kind)),
    ...Array.from({ length: 6 }, () =>
      fc.tuple(fc.nat(SLOTS - 1), keySteps).map(([slot, [name, step]]) => new ChangeStep(slot, name, step)),
    ),
    time.map((hours) => new TimeStep(hours)),
    fc.constant(new RestartStep()),
  ],
  { size: 'max', maxCommands: 60 },
);
