import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { OperationOutput } from '@dewpoint/contract';

/** Traces under a Merkle tree, built with Node's crypto straight from RFC 6962 section 2.1: slow, and unlike the console's own code. */

type Leaf = OperationOutput<'cts.verifyData'>['leaves'][number];
type Checkpoint = OperationOutput<'cts.showCheckpoint'>;
type Signers = OperationOutput<'cts.listCheckpoints'>['signers'];

export const ORIGIN = `dewpoint/traces/${'d'.repeat(32)}`;
const FIRST = Date.UTC(2026, 10, 20);

const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const netstring = (text: string) => `${Buffer.byteLength(text)}:${text},`;

function rootOf(hashes: readonly Uint8Array[]): Buffer {
  const [first] = hashes;
  if (!first) return sha256();
  if (hashes.length === 1) return Buffer.from(first);
  const middle = splitOf(hashes.length);
  return sha256(Buffer.of(1), rootOf(hashes.slice(0, middle)), rootOf(hashes.slice(middle)));
}

/** Largest power of two below. */
const splitOf = (size: number) => 2 ** Math.ceil(Math.log2(size) - 1);

function pathOf(index: number, hashes: readonly Uint8Array[]): Buffer[] {
  if (hashes.length <= 1) return [];
  const middle = splitOf(hashes.length);
  return index < middle
    ? [...pathOf(index, hashes.slice(0, middle)), rootOf(hashes.slice(middle))]
    : [...pathOf(index - middle, hashes.slice(middle)), rootOf(hashes.slice(0, middle))];
}

function growthOf(first: number, hashes: readonly Uint8Array[], whole = true): Buffer[] {
  if (first === hashes.length) return whole ? [] : [rootOf(hashes)];
  const middle = splitOf(hashes.length);
  return first <= middle
    ? [...growthOf(first, hashes.slice(0, middle), whole), rootOf(hashes.slice(middle))]
    : [...growthOf(first - middle, hashes.slice(middle), false), rootOf(hashes.slice(0, middle))];
}

interface Signer {
  readonly verifierKey: string;
  readonly keyId: Buffer;
  readonly privateKey: KeyObject;
  readonly endorsement: string | null;
}

export class TraceChain {
  leaves: Leaf[] = [];
  checkpoints: { treeSize: number; checkpoint: string; createdAt: number }[] = [];
  signers: Signer[] = [];
  prunedSize = 0;
  pruneNote: string | null = null;

  constructor(size: number) {
    this.rotate();
    for (let index = 0; index < size; index++) this.leaves.push(leafOf(index));
  }

  /** A new key, which the one before introduces. */
  rotate(): void {
    const { privateKey } = generateKeyPairSync('ed25519');
    const typed = Buffer.concat([Buffer.of(1), publicBytesOf(privateKey)]);
    const keyId = sha256(Buffer.from(`${ORIGIN}\n`), typed).subarray(0, 4);
    const verifierKey = `${ORIGIN}+${keyId.toString('hex')}+${typed.toString('base64')}`;
    const text = `${ORIGIN}/signer\n${this.signers.length + 1}\n${verifierKey}\n`;
    const endorsement = this.signers.length === 0 ? null : this.sign(text);
    this.signers.push({ verifierKey, keyId, privateKey, endorsement });
  }

  sign(text: string): string {
    const signer = this.signers.at(-1);
    if (!signer) throw new TypeError('nobody signs');
    const signature = sign(null, Buffer.from(text), signer.privateKey);
    return `${text}\n\u2014 ${ORIGIN} ${Buffer.concat([signer.keyId, signature]).toString('base64')}\n`;
  }

  /** Signed root of the first leaves. */
  checkpoint(size = this.leaves.length): string {
    return this.sign(`${ORIGIN}\n${size}\n${this.root(size).toString('base64')}\n`);
  }

  keepCheckpoint(size: number): void {
    this.checkpoints.unshift({ treeSize: size, checkpoint: this.checkpoint(size), createdAt: FIRST });
  }

  root(size = this.leaves.length): Buffer {
    return rootOf(this.leaves.slice(0, size).map(({ leafHash }) => leafHash));
  }

  prune(size: number): void {
    this.prunedSize = size;
    this.pruneNote = this.sign(`${ORIGIN}/pruned\n${size}\n${this.root(size).toString('base64')}\n`);
    this.leaves = this.leaves.map((leaf) =>
      leaf.index < size ? { ...leaf, traceId: null, name: null, leafData: null } : leaf,
    );
  }

  change(index: number, differences: Partial<Leaf>): void {
    this.leaves = this.leaves.map((leaf) => (leaf.index === index ? { ...leaf, ...differences } : leaf));
  }

  latest(): Checkpoint {
    return {
      origin: ORIGIN,
      treeSize: this.leaves.length,
      rootHash: this.root(),
      checkpoint: this.checkpoint(),
      verifierKeys: this.signers.map(({ verifierKey }) => verifierKey),
      prunedSize: this.prunedSize,
      pruneNote: this.pruneNote,
    };
  }

  proof(traceId: string): OperationOutput<'cts.traceProof'> {
    const leaf = this.leaves.find((one) => one.traceId === traceId);
    if (!leaf) throw new TypeError('no such trace');
    const { rootHash, treeSize, checkpoint, verifierKeys } = this.latest();
    const path = pathOf(
      leaf.index,
      this.leaves.map(({ leafHash }) => leafHash),
    );
    return {
      traceId,
      leafIndex: leaf.index,
      treeSize,
      leafData: leaf.leafData ?? '',
      leafHash: leaf.leafHash,
      inclusionPath: path,
      rootHash,
      checkpoint,
      verifierKeys,
    };
  }

  consistency(first: number, second: number): Buffer[] {
    return growthOf(
      first,
      this.leaves.slice(0, second).map(({ leafHash }) => leafHash),
    );
  }

  listedSigners(): Signers {
    return this.signers.map(({ verifierKey, endorsement }) => ({
      verifierKey,
      endorsement,
      createdAt: FIRST,
      retiredAt: null,
    }));
  }
}

export function traceIdOf(index: number): string {
  return `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

export function leafOf(index: number, name = 'encryptData'): Leaf {
  const values = ['dewpoint-trace-v1', traceIdOf(index), name, 'admin', String(FIRST + index)];
  const leafData = values.map(netstring).join('');
  return {
    index,
    traceId: traceIdOf(index),
    name,
    time: FIRST + index,
    leafData,
    leafHash: sha256(Buffer.of(0), Buffer.from(leafData)),
  };
}

/** The 32 bytes of the public key. */
function publicBytesOf(privateKey: KeyObject): Buffer {
  return Buffer.from(String(privateKey.export({ format: 'jwk' }).x), 'base64url');
}
