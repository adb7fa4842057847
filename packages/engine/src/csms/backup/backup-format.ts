import { MAX_SECRET_STATUSES, MAX_SECRET_VERSIONS, MAX_TAGS, secretTypeNames } from '@dewpoint/contract';
import { MalformedError } from '@dewpoint/crypto-core';
import { z } from 'zod';

/**
 * Layout of a backup of a secret before it is sealed, format 1:
 *
 *   offset  bytes  field         content
 *   ------  -----  ------------  -----------------------------------------------------------------
 *        0      1  format        01
 *        1      4  length        n, of the description, big-endian
 *        5      n  description   JSON in UTF-8, `backupDescription` below
 *    5 + n      …  parts         of each version in the order of the description: the wrapped data key, then the sealed value
 *
 * Values stay sealed with the data keys of their versions. What one release wrote every later one reads: never change a format that was
 * released, add one.
 */
const FORMAT = 1;
const PREFIX_IN_BYTES = 5;

const time = z.int().min(0);
const uuid = z.string().length(36);
const length = z.int().min(1).max(40_000);

const backupDescription = z.strictObject({
  id: uuid,
  name: z.string().min(1).max(64),
  type: z.enum(secretTypeNames),
  description: z.string(),
  kmsKeyId: uuid,
  enterpriseProjectId: z.string(),
  lastVersion: z.int().min(1),
  createdAt: time,
  rotation: z.strictObject({
    enabled: z.boolean(),
    period: z.string().nullable(),
    config: z.string().nullable(),
    functionUrn: z.string().nullable(),
    rotatedAt: time.nullable(),
  }),
  eventNames: z.array(z.string()),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).max(MAX_TAGS),
  stages: z
    .array(z.strictObject({ name: z.string(), version: z.int().min(1), updatedAt: time }))
    .max(MAX_SECRET_STATUSES),
  versions: z
    .array(
      z.strictObject({
        version: z.int().min(1),
        kind: z.enum(['text', 'binary']),
        kmsKeyId: uuid,
        createdAt: time,
        expiresAt: time.nullable(),
        expiryToldAt: time.nullable(),
        wrappedDataKeyLength: length,
        sealedValueLength: length,
      }),
    )
    .min(1)
    .max(MAX_SECRET_VERSIONS),
});

export type BackupDescription = z.output<typeof backupDescription>;
type DescribedVersion = BackupDescription['versions'][number];

export interface BackedUpVersion
  extends Omit<DescribedVersion, 'wrappedDataKeyLength' | 'sealedValueLength'> {
  readonly wrappedDataKey: Uint8Array;
  readonly sealedValue: Uint8Array;
}

/** A secret with all that belongs to it. Times in ms since 1970 UTC. */
export interface BackedUpSecret extends Omit<BackupDescription, 'versions'> {
  readonly versions: readonly BackedUpVersion[];
}

export function encodeBackup(secret: BackedUpSecret): Buffer {
  const description: BackupDescription = {
    ...secret,
    versions: secret.versions.map(({ wrappedDataKey, sealedValue, ...version }) => ({
      ...version,
      wrappedDataKeyLength: wrappedDataKey.length,
      sealedValueLength: sealedValue.length,
    })),
  };
  const json = Buffer.from(JSON.stringify(description), 'utf8');
  const prefix = Buffer.alloc(PREFIX_IN_BYTES);
  prefix.writeUInt8(FORMAT, 0);
  prefix.writeUInt32BE(json.length, 1);
  const parts = secret.versions.flatMap(({ wrappedDataKey, sealedValue }) => [wrappedDataKey, sealedValue]);
  return Buffer.concat([prefix, json, ...parts]);
}

/** @throws MalformedError for anything that `encodeBackup` did not write */
export function parseBackup(bytes: Buffer): BackedUpSecret {
  if (bytes.length < PREFIX_IN_BYTES || bytes.readUInt8(0) !== FORMAT) {
    throw new MalformedError('backup', `want format ${FORMAT}`);
  }
  const start = PREFIX_IN_BYTES + bytes.readUInt32BE(1);
  if (start > bytes.length) throw new MalformedError('backup', 'ends within its description');
  const { versions, ...secret } = describe(bytes.subarray(PREFIX_IN_BYTES, start));
  let at = start;
  const take = (count: number) => {
    at += count;
    if (at > bytes.length) throw new MalformedError('backup', 'ends within a version');
    return bytes.subarray(at - count, at);
  };
  const read = versions.map(({ wrappedDataKeyLength, sealedValueLength, ...version }) => ({
    ...version,
    wrappedDataKey: take(wrappedDataKeyLength),
    sealedValue: take(sealedValueLength),
  }));
  if (at !== bytes.length) throw new MalformedError('backup', 'goes on after its last version');
  return { ...secret, versions: read };
}

function describe(json: Buffer): BackupDescription {
  let value: unknown;
  try {
    value = JSON.parse(json.toString('utf8'));
  } catch {
    throw new MalformedError('backup', 'its description is not JSON');
  }
  const parsed = backupDescription.safeParse(value);
  if (!parsed.success) throw new MalformedError('backup', 'its description has not the fields of a secret');
  return parsed.data;
}
