import { describe, expect, it } from 'vitest';
import { operationIds, operationOf } from '../src/catalogue.ts';
import { documentedTraces } from './documented.ts';

/** Where the two documents differ, the later one ([G]) names tags apart and calls the resource `csms`. */
const superseded = new Set(['dealUnifiedTags']);
const resourceTypes: Readonly<Record<string, string>> = { secret: 'csms' };

/** Key pairs and HSM instances, whose operations are not in the catalogue yet. */
const notYet = [
  'bindKeypair',
  'clearPrivateKey',
  'createHsm',
  'createOrImportKeypair',
  'deleteHsm',
  'deleteKeypair',
  'exportPrivateKey',
  'importPrivateKey',
  'purchaseHsm',
  'unbindKeypair',
];

const documented = new Map(
  documentedTraces
    .filter(([name]) => !superseded.has(name))
    .map(([name, resourceType]) => [name, resourceTypes[resourceType] ?? resourceType]),
);

/** Every name that an operation of the catalogue leaves, with its resource types. */
const left = new Map<string, Set<string>>();
for (const id of operationIds) {
  const { trace } = operationOf(id);
  if (trace === null) continue;
  for (const name of [trace.name, ...(trace.variant ? [trace.variant.name] : [])]) {
    left.set(name, (left.get(name) ?? new Set()).add(trace.resourceType));
  }
}

describe('TRC-01 trace names of [O 10] and [G 2.3.1]', () => {
  it('are all left by an operation of the catalogue, but for those of services that are not here yet', () => {
    expect([...documented.keys()].filter((name) => !left.has(name)).toSorted()).toEqual(notYet);
  });

  it.each([...documented].filter(([name]) => !notYet.includes(name)))(
    '%s is about a %s',
    (name, resourceType) => {
      expect([...(left.get(name) ?? [])]).toEqual([resourceType]);
    },
  );

  it('are spelt by no operation in another way', () => {
    const spellings = new Map([...documented.keys()].map((name) => [name.toLowerCase(), name]));
    const wrong = [...left.keys()].filter((name) => (spellings.get(name.toLowerCase()) ?? name) !== name);
    expect(wrong).toEqual([]);
  });

  it('are left by every operation but the few that tell nothing of an account', () => {
    expect(operationIds.filter((id) => operationOf(id).trace === null)).toEqual([
      'iam.showVersion',
      'iam.showVersions',
      'console.session',
      'console.batch',
    ]);
  });
});
