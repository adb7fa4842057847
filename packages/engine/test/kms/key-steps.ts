import { OperationError } from '@dewpoint/contract';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { KmsOperationId } from '../../src/kms/create-kms.ts';
import { fetchParameters, wrapWith } from './import-client.ts';
import { type Act, type Kind, kinds, ModelKey } from './key-model.ts';
import { DAY_IN_MS, type KmsWorld } from './kms-world.ts';

const materials = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;

export interface Model {
  readonly keys: ModelKey[];
}

/** The product side of a walk: ids of the keys in the model's order, and what was encrypted with them. */
export interface Real {
  readonly world: KmsWorld;
  readonly ids: string[];
  readonly ciphertexts: Encrypted[];
  /** Ids of the grants of each key, in the order in which they were made. */
  readonly grants: string[][];
}

interface Encrypted {
  readonly slot: number;
  readonly text: string;
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

const message = Buffer.from('message').toString('base64');
const uses: Readonly<Record<Exclude<Act, 'encrypt'>, readonly [KmsOperationId, Record<string, string>]>> = {
  dataKey: ['kms.createDatakey', {}],
  sign: ['kms.sign', { message, messageType: 'RAW', signingAlgorithm: 'ECDSA_SHA_256' }],
  mac: ['kms.generateMac', { message, macAlgorithm: 'HMAC_SHA_256' }],
  publicKey: ['kms.getPublicKey', {}],
};

/** Every operation on a key, with arguments that the wire accepts. */
const keySteps: fc.Arbitrary<readonly [string, KeyStep]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constant(['enable', simple('kms.enableKey', {}, (key) => key.enable())] as const),
  },
  {
    weight: 2,
    arbitrary: fc.constant(['disable', simple('kms.disableKey', {}, (key) => key.disable())] as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 7, max: 400 })
      .map(
        (pendingDays) =>
          [
            `schedule ${pendingDays}`,
            simple('kms.scheduleKeyDeletion', { pendingDays }, (key, now) => key.schedule(pendingDays, now)),
          ] as const,
      ),
  },
  {
    weight: 4,
    arbitrary: fc.constant(['cancel', simple('kms.cancelKeyDeletion', {}, (key) => key.cancel())] as const),
  },
  {
    weight: 1,
    arbitrary: fc.constant([
      'rotate',
      simple('kms.rotateOnDemand', {}, (key, now) => key.rotate(now)),
    ] as const),
  },
  {
    weight: 3,
    arbitrary: fc.constant([
      'rotation on',
      simple('kms.enableKeyRotation', {}, (key, now) => key.switchOn(now)),
    ] as const),
  },
  {
    weight: 1,
    arbitrary: fc.constant([
      'rotation off',
      simple('kms.disableKeyRotation', {}, (key) => key.switchOff()),
    ] as const),
  },
  {
    weight: 1,
    arbitrary: fc
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
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('one', 'two').map(
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
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')).map(
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
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('a', 'b')
      .map(
        (name) =>
          [`untag ${name}`, simple('kms.deleteTag', { key: name }, (key) => key.untag(name))] as const,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('x', 'y').map(
      (suffix) =>
        [
          `rename ${suffix}`,
          {
            predict: (key: ModelKey) =>
              key.annotate(() => {
                key.alias = key.alias.replace(/(_.)?$/, `_${suffix}`);
                return null;
              }),
            act: (_: Real, slot: number, call: Call) =>
              call('kms.updateKeyAlias', { keyAlias: `key-${slot}_${suffix}` }),
          },
        ] as const,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '11111111-1111-4111-8111-111111111111').map(
      (enterpriseProjectId) =>
        [
          `move to ${enterpriseProjectId.slice(0, 8)}`,
          simple('kms.assignEnterpriseProject', { enterpriseProjectId }, (key) =>
            key.annotate(() => {
              key.enterpriseProject = enterpriseProjectId;
              return null;
            }),
          ),
        ] as const,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('create', 'delete').map(
      (action) =>
        [
          `${action} tags`,
          simple(
            'kms.batchCreateKmsTags',
            {
              action,
              tags: [
                { key: 'a', value: '3' },
                { key: 'c', value: '3' },
              ],
            },
            (key) =>
              key.annotate(() => {
                for (const name of ['a', 'c']) {
                  if (action === 'create') key.tags.set(name, '3');
                  else key.tags.delete(name);
                }
                return null;
              }),
          ),
        ] as const,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('add', 'remove').map(
      (change) =>
        [
          `${change} an alias`,
          {
            predict: (key: ModelKey) =>
              change === 'add' ? key.addAlias('alias/further') : key.removeAlias('alias/further'),
            act: (_: Real, slot: number, call: Call) => changeAlias(change, slot, call),
          },
        ] as const,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constant(['grant', { predict: (key: ModelKey) => key.grant(), act: grant }] as const),
  },
  {
    weight: 1,
    arbitrary: fc.constant(['revoke', { predict: (key: ModelKey) => key.revoke(), act: revoke }] as const),
  },
  {
    weight: 2,
    arbitrary: fc.constant([
      'delete material',
      simple('kms.deleteImportedKeyMaterial', {}, (key) => key.deleteMaterial()),
    ] as const),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(null, 1, 40)).map(
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
  },
  {
    weight: 3,
    arbitrary: fc.constant([
      'encrypt',
      { predict: (key: ModelKey) => key.use('encrypt'), act: encrypt },
    ] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Exclude<Act, 'encrypt'>>('dataKey', 'sign', 'mac', 'publicKey')
      .map((act) => [act, simple(...uses[act], (key) => key.use(act))] as const),
  },
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

async function grant({ grants }: Real, slot: number, call: Call): Promise<void> {
  const answer = await call('kms.createGrant', {
    granteePrincipal: 'someone',
    operations: ['describe-key'],
  });
  grants[slot]?.push(String(Reflect.get(Object(answer), 'grantId')));
}

async function revoke({ grants }: Real, slot: number, call: Call): Promise<void> {
  await call('kms.revokeGrant', { grantId: grants[slot]?.at(-1) ?? 'a'.repeat(64) });
  grants[slot]?.pop();
}

function changeAlias(change: string, slot: number, call: Call): Promise<unknown> {
  const alias = `alias/key-${slot}`;
  return change === 'add'
    ? call('kms.createAlias', { alias })
    : call('kms.deleteAlias', { aliases: [alias] });
}

async function encrypt({ world, ids, ciphertexts }: Real, slot: number): Promise<void> {
  const keyId = ids[slot] ?? '';
  const answer = await world.node.run('kms.encryptData', world.api, { keyId, plainText: `slot ${slot}` });
  ciphertexts.push({ slot, text: Buffer.from(answer.cipherText).toString('base64') });
}

/** Where a walk begins: one key of each of these kinds. */
export async function begin(world: KmsWorld, begun: readonly Kind[]): Promise<{ model: Model; real: Real }> {
  const ids: string[] = [];
  for (const [slot, kind] of begun.entries()) {
    const made = await world.node.run('kms.createKey', world.api, {
      keyAlias: `key-${slot}`,
      ...kinds[kind],
    });
    ids.push(made.keyInfo.keyId);
  }
  return {
    model: { keys: begun.map((kind, slot) => new ModelKey(kind, `key-${slot}`)) },
    real: { world, ids, ciphertexts: [], grants: ids.map(() => []) },
  };
}

abstract class Step implements fc.AsyncCommand<Model, Real> {
  abstract check(): boolean;
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

  check(): boolean {
    return true;
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

/** Keys first, then what was encrypted; the calls of each run together, for they share the commits of their traces. */
async function compare(model: Model, real: Real): Promise<void> {
  await Promise.all(model.keys.map((key, slot) => compareKey(key, real, real.ids[slot] ?? '')));
  await Promise.all(real.ciphertexts.map((encrypted) => compareCiphertext(model, real, encrypted)));
}

async function compareKey(key: ModelKey, { world }: Real, keyId: string): Promise<void> {
  if (key.state === 'gone') {
    expect(await codeOf(world.node.run('kms.viewKey', world.api, { keyId }))).toBe('KMS.0207');
    return;
  }
  const { total } = await world.node.run('kms.listGrants', world.api, { keyId });
  expect(total).toBe(key.grants.length);
  const { aliases } = await world.node.run('kms.listAliases', world.api, { keyId });
  expect(aliases).toHaveLength(key.aliases.size);
  expect(await world.node.run('kms.viewKey', world.api, { keyId })).toMatchObject({
    keyAlias: key.alias,
    keyDescription: key.description,
    enterpriseProjectId: key.enterpriseProject,
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

/** What was encrypted decrypts as long as its key may be used, whatever versions came after it. */
async function compareCiphertext(model: Model, { world }: Real, encrypted: Encrypted): Promise<void> {
  const opened = world.node.run('kms.decryptData', world.api, { cipherText: encrypted.text });
  const predicted = model.keys[encrypted.slot]?.use('encrypt') ?? null;
  expect(await codeOf(opened)).toBe(predicted);
  if (predicted === null) expect((await opened).plainText).toBe(`slot ${encrypted.slot}`);
}

const hours = fc.oneof(
  fc.integer({ min: 1, max: 48 }),
  fc.integer({ min: 24 * 7, max: 24 * 45 }),
  fc.integer({ min: 24 * 100, max: 24 * 400 }),
);

/** Kinds of the keys of a walk: always one that rotates and one that is imported. */
export const beginnings: fc.Arbitrary<readonly [Kind, Kind, Kind]> = fc.tuple(
  fc.constantFrom<Kind>('aes', 'sm4'),
  fc.constant<Kind>('externalAes'),
  fc.constantFrom<Kind>('hmac', 'ec', 'externalHmac', 'aes'),
);

/** A walk through the life of the keys: over all operations, states, origins and the clock. */
export const walks: fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Real>>> = fc.commands(
  [
    // A command is chosen from this list with even chances, and most of a walk should be changes.
    ...Array.from({ length: 8 }, () =>
      fc
        .tuple(fc.constantFrom(0, 0, 1, 1, 2), keySteps)
        .map(([slot, [name, step]]) => new ChangeStep(slot, name, step)),
    ),
    hours.map((passing) => new TimeStep(passing)),
    hours.map((passing) => new TimeStep(passing)),
    fc.constant(new RestartStep()),
  ],
  { size: 'max', maxCommands: 80 },
);
