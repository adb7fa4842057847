import { execFileSync } from 'node:child_process';
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type KeySpecName,
  keySpecNames,
  materialLengthInBytes,
  wrappingAlgorithmNames,
} from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandFiles, opensslCommands } from '../src/features/keys/import/openssl-commands.ts';

const WRAPPING_KEY = 'wrappingKey_0d0466b0-e727-4d9c-b35d-f84bb474a37f';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-openssl-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string) => readFileSync(join(folder, name));

/** Runs the commands as they are shown, line by line in a shell. */
function run(spec: KeySpecName, algorithm: Parameters<typeof opensslCommands>[1]): void {
  const script = opensslCommands(spec, algorithm, WRAPPING_KEY)
    .map(({ text }) => text)
    .join('\n');
  execFileSync('sh', ['-e', '-c', script], { cwd: folder, stdio: 'pipe' });
}

/** Puts a wrapping key where the download would be; returns how to open what was wrapped with it. */
function rsaWrappingKey(): (algorithm: string, wrapped: Buffer) => Buffer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, WRAPPING_KEY), publicKey.export({ type: 'spki', format: 'der' }));
  return (algorithm, wrapped) =>
    algorithm === 'RSAES_PKCS1_V1_5'
      ? privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, wrapped)
      : privateDecrypt({ key: privateKey, oaepHash: algorithm.endsWith('256') ? 'sha256' : 'sha1' }, wrapped);
}

/** What openssl says of a private key of each kind. */
const marks: Partial<Record<KeySpecName, RegExp>> = {
  RSA_2048: /2048 bit/,
  RSA_3072: /3072 bit/,
  RSA_4096: /4096 bit/,
  EC_P256: /P-256/,
  EC_P384: /P-384/,
  SM2: /SM2/,
};

describe('IMP-06 the openssl commands make what the import takes', () => {
  it.each(wrappingAlgorithmNames.filter((name) => name !== 'SM2_ENCRYPT'))('%s', (algorithm) => {
    const open = rsaWrappingKey();
    run('AES_256', algorithm);
    const material = inFolder(commandFiles.material);
    expect(material).toHaveLength(32);
    expect(open(algorithm, inFolder(commandFiles.wrapped))).toEqual(material);
  });

  it('SM2_ENCRYPT', () => {
    execFileSync('openssl', ['genpkey', '-algorithm', 'SM2', '-out', 'sm2.pem'], { cwd: folder });
    execFileSync('openssl', ['pkey', '-in', 'sm2.pem', '-pubout', '-outform', 'DER', '-out', WRAPPING_KEY], {
      cwd: folder,
    });
    run('SM4', 'SM2_ENCRYPT');
    const open = ['pkeyutl', '-decrypt', '-inkey', 'sm2.pem', '-in', commandFiles.wrapped];
    const material = inFolder(commandFiles.material);
    expect(material).toHaveLength(16);
    expect(execFileSync('openssl', open, { cwd: folder })).toEqual(material);
  });

  it.each(keySpecNames)('for a key of %s', (spec) => {
    const open = rsaWrappingKey();
    run(spec, 'RSAES_OAEP_SHA_256');
    const inner = open('RSAES_OAEP_SHA_256', inFolder(commandFiles.wrapped));
    const length = materialLengthInBytes(spec);
    if (length !== undefined) return expect(inner).toHaveLength(length);
    const cipher = createDecipheriv('id-aes256-wrap-pad', inner, Buffer.from('A65959A6', 'hex'));
    const pkcs8 = Buffer.concat([cipher.update(inFolder(commandFiles.wrappedPrivateKey)), cipher.final()]);
    expect(pkcs8).toEqual(inFolder(commandFiles.privateKey));
    // Node names the curves of RSA and EC keys only; openssl knows all three.
    const described = execFileSync('openssl', ['pkey', '-inform', 'DER', '-text', '-noout'], {
      input: pkcs8,
    });
    expect(described.toString()).toMatch(marks[spec] ?? /never/);
  });
});
