import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ROOT, leafHash, leafHashText, perfectRoot } from '../../../src/audit/tree/merkle-hash.ts';
import { consistencyPath, inclusionPath, rangeRoot } from '../../../src/audit/tree/proofs.ts';
import { hashesOf, RightEdge } from '../../../src/audit/tree/right-edge.ts';
import { consistencyHolds, inclusionHolds, naiveLeafHash, naiveRoot } from './naive-merkle.ts';

/** Reference data of the Certificate Transparency implementation (google/certificate-transparency, merkle tree tests). */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const inclusions: readonly (readonly [index: number, size: number, path: readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const consistencies: readonly (readonly [first: number, second: number, path: readonly string[]])[] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const hex = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'));
const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));

/** Subtree roots from all leaf hashes at hand. */
const over = (all: readonly Uint8Array[]) => async (start: number, height: number) =>
  perfectRoot(Buffer.concat(all.slice(start, start + 2 ** height)));

function edgeOver(all: readonly Uint8Array[]): RightEdge {
  const edge = new RightEdge(0, []);
  for (const hash of all) edge.append(hash);
  return edge;
}

/** A tree of `size` leaves; every leaf is its number. */
const sizes = fc.integer({ min: 1, max: 1500 });
const numbered = Array.from({ length: 1500 }, (_, i) => naiveLeafHash(Buffer.from(String(i))));

describe('TRC-04 the Merkle tree of RFC 6962', () => {
  it('has the published roots of 0 to 8 leaves', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    for (const [i, root] of roots.entries()) {
      expect(
        edgeOver(hashes.slice(0, i + 1))
          .root()
          .toString('hex'),
      ).toBe(root);
    }
  });

  it.each(inclusions)('has the published inclusion proof of leaf %i in %i', async (index, size, path) => {
    expect(hex(await inclusionPath(index, size, over(hashes)))).toEqual(path);
  });

  it.each(consistencies)('has the published consistency proof of %i and %i', async (first, second, path) => {
    expect(hex(await consistencyPath(first, second, over(hashes)))).toEqual(path);
  });

  it('hashes text and bytes of a leaf alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(leafHash(text)).toEqual(naiveLeafHash(Buffer.from(text)));
        expect(Buffer.from(leafHashText(text), 'latin1')).toEqual(leafHash(text));
      }),
    );
  });

  it('has the root of the naive recomputation, whatever is appended in whatever steps', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 1500 }), (size, stop) => {
        const all = numbered.slice(0, size);
        const first = Math.min(stop, size);
        const edge = edgeOver(all.slice(0, first));
        const later = edge.copy();
        for (const hash of all.slice(first)) later.append(hash);
        expect(edge.root()).toEqual(naiveRoot(all.slice(0, first)));
        expect(later.root()).toEqual(naiveRoot(all));
      }),
      { numRuns: 60 },
    );
  });

  it('writes tiles that hold every hash of every level', () => {
    const size = 256 * 256 + 300;
    const edge = new RightEdge(0, []);
    const tiles = new Map<string, readonly Uint8Array[]>();
    for (let i = 0; i < size; i++) {
      edge.append(numbered[i % numbered.length] ?? Buffer.alloc(32));
      if (i % 1000 !== 999 && i !== size - 1) continue;
      for (const { level, tile, hashes: bytes } of edge.takeChanged())
        tiles.set(`${level}/${tile}`, hashesOf(bytes));
    }
    expect(edge.takeChanged()).toEqual([]);
    expect(tiles.get('0/0')).toEqual(numbered.slice(0, 256));
    expect(tiles.get('0/257')).toHaveLength(44);
    expect(tiles.get('1/0')?.[0]).toEqual(naiveRoot(numbered.slice(0, 256)));
    expect(tiles.get('1/1')).toHaveLength(1);
    expect(tiles.get('2/0')).toEqual([naiveRoot(tiles.get('1/0') ?? [])]);
    expect([...tiles.keys()].filter((key) => key.startsWith('0/'))).toHaveLength(258);
  });

  it('proves every leaf, and no other leaf, index or root with the same path', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, pick) => {
        const all = numbered.slice(0, size);
        const index = pick % size;
        const root = naiveRoot(all);
        const path = await inclusionPath(index, size, over(all));
        const leaf = all[index] ?? Buffer.alloc(0);
        const proof = { index, size, leafHash: leaf, path, root };
        expect(inclusionHolds(proof)).toBe(true);
        expect(inclusionHolds({ ...proof, leafHash: naiveLeafHash(Buffer.from('another')) })).toBe(false);
        expect(inclusionHolds({ ...proof, root: naiveLeafHash(Buffer.from('another')) })).toBe(false);
        if (size > 1) expect(inclusionHolds({ ...proof, index: (index + 1) % size })).toBe(false);
        if (path.length > 0) expect(inclusionHolds({ ...proof, path: path.slice(1) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('proves that a tree grew out of a smaller one, and not out of another of that size', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (second, pick) => {
        const all = numbered.slice(0, second);
        const first = 1 + (pick % second);
        const path = await consistencyPath(first, second, over(all));
        if (first === second) {
          expect(path).toEqual([]);
          return;
        }
        const proof = {
          first,
          second,
          firstRoot: naiveRoot(all.slice(0, first)),
          secondRoot: naiveRoot(all),
          path,
        };
        expect(consistencyHolds(proof)).toBe(true);
        const other = naiveRoot([naiveLeafHash(Buffer.from('another')), ...all.slice(1, first)]);
        expect(consistencyHolds({ ...proof, firstRoot: other })).toBe(false);
        expect(await rangeRoot(0, first, over(all))).toEqual(proof.firstRoot);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses proofs of what is not there', async () => {
    const none = over([]);
    for (const [index, size] of [
      [0, 0],
      [1, 1],
      [-1, 3],
      [0.5, 3],
    ] as const) {
      await expect(inclusionPath(index, size, none)).rejects.toThrow(RangeError);
    }
    for (const [first, second] of [
      [2, 1],
      [-1, 3],
      [0.5, 3],
    ] as const) {
      await expect(consistencyPath(first, second, none)).rejects.toThrow(RangeError);
    }
    expect(await consistencyPath(0, 5, none)).toEqual([]);
  });

  it('refuses a tile that is no whole number of hashes', () => {
    expect(() => hashesOf(Buffer.alloc(33))).toThrow(/33 bytes/);
  });
});
