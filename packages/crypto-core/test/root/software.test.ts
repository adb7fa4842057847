import { spawn } from 'node:child_process';
import { createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RootUnavailableError } from '../../src/errors.ts';
import { openSoftwareRoot } from '../../src/root/index.ts';
import { encodeUnsealed } from '../../src/root/key-file.ts';

const passphrase = 'correct horse battery staple';
const context = Buffer.from('account 7');
const key = Buffer.alloc(32, 0x5a);
const UNSEALED_FILE = encodeUnsealed(Buffer.alloc(32, 0x11));

/** Written by version 0.1.0; never to be regenerated: what one release wrote every later one reads. */
const FROZEN_FILE = `{
  "format": "dewpoint-root-key",
  "version": 1,
  "sealed": true,
  "id": "ebb45e4b3de907fbad06d4d46ce809b0",
  "kdf": {
    "name": "scrypt",
    "n": 131072,
    "r": 8,
    "p": 1,
    "salt": "mcrS1c9vZogyUxzziLqzPQ=="
  },
  "nonce": "ZztLDsYdGovj7uMZ",
  "key": "TLD0MlxS1gkUmWkbkdDfmZwI5kG+G2kHH5uOFuGmzO9Exd8yjjRrfBQgo9ii6Chc",
  "checksum": "6834b2ff136fa3ce7ef285ea9853409cfe4b80f17f73cdaebd63d7261c7b1c40"
}
`;
const FROZEN_BLOB =
  '4457524b0101ebb45e4b3de907fbad06d4d46ce809b0893f23795d5598f77cfeeac7003004a1644928db1fc685591cfdd7d2ddb0bc9099fbb5a3674d529aaf6137f6fc0c36570ea7d246278452c3d4adaf2e64b5';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-root-'));
  file = join(folder, 'root.key');
});

afterEach(() => rmSync(folder, { recursive: true }));

async function create(sealedWith?: string): Promise<Buffer> {
  const root = await openSoftwareRoot({
    file,
    mayCreate: true,
    ...(sealedWith === undefined ? {} : { passphrase: sealedWith }),
  });
  const blob = await root.wrap(key, context);
  await root.close();
  return blob;
}

/** Rewrites the stored JSON, as somebody with an editor would. */
function edit(change: (members: Record<string, unknown>) => void): void {
  const members = JSON.parse(readFileSync(file, 'utf8'));
  change(members);
  writeFileSync(file, `${JSON.stringify(members, null, 2)}\n`);
}

describe('HSM-01 software root: creation', () => {
  it('makes the file and its folder, readable by the owner only, and leaves nothing beside it', async () => {
    file = join(folder, 'new', 'data', 'root.key');
    await create(passphrase);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'new')).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, 'new', 'data'))).toEqual(['root.key']);
  });

  it('does not replace a missing file once the store holds keys', async () => {
    const opening = openSoftwareRoot({ file, passphrase, mayCreate: false });
    await expect(opening).rejects.toThrow(RootUnavailableError);
    await expect(opening).rejects.toThrow(`the root key file ${file} is missing`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('opens an existing file whether it may create or not', async () => {
    const blob = await create(passphrase);
    for (const mayCreate of [true, false]) {
      const root = await openSoftwareRoot({ file, passphrase, mayCreate });
      expect(await root.unwrap(blob, context)).toEqual(key);
    }
  });

  it('gives two starts in the same moment the same root key', async () => {
    const roots = await Promise.all(
      Array.from({ length: 8 }, () => openSoftwareRoot({ file, mayCreate: true })),
    );
    const blobs = await Promise.all(roots.map((root) => root.wrap(key, context)));
    for (const root of roots) {
      for (const blob of blobs) {
        expect(await root.unwrap(blob, context)).toEqual(key);
      }
    }
    expect(readdirSync(folder)).toEqual(['root.key']);
  });

  it('says so when the folder cannot be written', async () => {
    writeFileSync(join(folder, 'plain'), '');
    file = join(folder, 'plain', 'root.key');
    await expect(create()).rejects.toThrow(/cannot be (opened|written) \(ENOTDIR\)/);
  });

  it.each([
    [{ file: '' }, 'file: want the path'],
    [{ passphrase: '' }, 'passphrase: must not be empty'],
  ])('refuses %j', async (options, message) => {
    const opening = openSoftwareRoot({ file, mayCreate: true, ...options });
    await expect(opening).rejects.toThrow(TypeError);
    await expect(opening).rejects.toThrow(message);
  });
});

describe('HSM-01 software root: the sealed file', () => {
  it('is what the format table says, read with nothing of ours', async () => {
    const { kdf, nonce, key: sealedKey, checksum: _checksum, ...rest } = JSON.parse(FROZEN_FILE);
    const sealingKey = scryptSync(passphrase, Buffer.from(kdf.salt, 'base64'), 32, {
      N: kdf.n,
      r: kdf.r,
      p: kdf.p,
      maxmem: 2 ** 28,
    });
    const bytes = Buffer.from(sealedKey, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', sealingKey, Buffer.from(nonce, 'base64'));
    decipher.setAAD(Buffer.from(JSON.stringify({ ...rest, kdf, nonce })));
    decipher.setAuthTag(bytes.subarray(32));
    const rootKey = Buffer.concat([decipher.update(bytes.subarray(0, 32)), decipher.final()]);
    expect(FROZEN_FILE).not.toContain(rootKey.toString('base64'));

    writeFileSync(file, encodeUnsealed(rootKey), { mode: 0o600 });
    const root = await openSoftwareRoot({ file, mayCreate: false });
    expect(await root.unwrap(Buffer.from(FROZEN_BLOB, 'hex'), context)).toEqual(key);
  });

  it('costs a guesser 128 MiB of memory each', async () => {
    await create(passphrase);
    const { kdf } = JSON.parse(readFileSync(file, 'utf8'));
    expect(kdf).toMatchObject({ name: 'scrypt', n: 131_072, r: 8, p: 1 });
  });

  it.each(['wrong', `${passphrase} `, passphrase.toUpperCase()])('refuses passphrase %j', async (wrong) => {
    writeFileSync(file, FROZEN_FILE, { mode: 0o600 });
    const before = readFileSync(file);
    const opening = openSoftwareRoot({ file, passphrase: wrong, mayCreate: true });
    await expect(opening).rejects.toThrow(RootUnavailableError);
    await expect(opening).rejects.toThrow(`the passphrase does not open the root key file ${file}`);
    await opening.catch((error: Error) => expect(error.message).not.toContain(wrong));
    expect(readFileSync(file)).toEqual(before);
  });

  it('takes a passphrase in either Unicode normal form', async () => {
    const blob = await create('Schl\u00fcssel');
    const root = await openSoftwareRoot({ file, passphrase: 'Schlu\u0308ssel', mayCreate: false });
    expect(await root.unwrap(blob, context)).toEqual(key);
  });

  it('asks for the passphrase when none is given', async () => {
    writeFileSync(file, FROZEN_FILE, { mode: 0o600 });
    await expect(openSoftwareRoot({ file, mayCreate: true })).rejects.toThrow(/is sealed, and no passphrase/);
  });

  it('has its parameters authenticated: a cheaper cost with a mended checksum does not open', async () => {
    writeFileSync(file, FROZEN_FILE, { mode: 0o600 });
    const { kdf } = JSON.parse(readFileSync(file, 'utf8'));
    edit((members) => {
      members.kdf = { ...kdf, n: 16_384 };
    });
    mendChecksum();
    await expect(openSoftwareRoot({ file, passphrase, mayCreate: false })).rejects.toThrow(
      'the passphrase does not open',
    );
  });

  it.each([
    [{ n: 2 ** 31 }, 'kdf.n is out of bounds'],
    [{ n: 2 ** 13 }, 'kdf.n is out of bounds'],
    [{ n: 100_000 }, 'asks for a cost out of bounds'],
    [{ n: 2 ** 24, r: 8 }, 'asks for a cost out of bounds'],
    [{ r: 33 }, 'kdf.r is out of bounds'],
    [{ p: 17 }, 'kdf.p is out of bounds'],
    [{ p: '1' }, 'kdf.p is out of bounds'],
    [{ name: 'pbkdf2' }, 'does not name scrypt'],
    [{ salt: 'AAAA' }, 'salt is not 16 bytes'],
  ])('caps what the file asks of scrypt: %j', async (change, problem) => {
    writeFileSync(file, FROZEN_FILE, { mode: 0o600 });
    edit((members) => {
      members.kdf = Object.assign({}, members.kdf, change);
    });
    mendChecksum();
    await expect(openSoftwareRoot({ file, passphrase, mayCreate: false })).rejects.toThrow(problem);
  });
});

describe('HSM-01 software root: the unsealed file', () => {
  it('is readable by format', async () => {
    writeFileSync(file, UNSEALED_FILE, { mode: 0o600 });
    const root = await openSoftwareRoot({ file, mayCreate: false });
    expect(root.describe()).toMatchObject({
      sealed: false,
      detail: expect.stringMatching(/^AES-256 key in root.key, not sealed/),
    });
  });

  it('is sealed in its place when a passphrase is given, and keeps its root key', async () => {
    const blob = await create();
    const clear = JSON.parse(readFileSync(file, 'utf8')).key;
    const root = await openSoftwareRoot({ file, passphrase, mayCreate: false });
    expect(root.describe().sealed).toBe(true);
    expect(await root.unwrap(blob, context)).toEqual(key);
    expect(readFileSync(file, 'utf8')).not.toContain(clear);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(openSoftwareRoot({ file, mayCreate: false })).rejects.toThrow(/is sealed/);
    const again = await openSoftwareRoot({ file, passphrase, mayCreate: false });
    expect(await again.unwrap(blob, context)).toEqual(key);
  });
});

describe('HSM-01 software root: refusals', () => {
  it.each([0o640, 0o604, 0o620, 0o666, 0o610])('refuses mode %o and names the mend', async (mode) => {
    await create();
    chmodSync(file, mode);
    const opening = openSoftwareRoot({ file, mayCreate: true });
    await expect(opening).rejects.toThrow(`run: chmod 600 ${file}`);
    await expect(opening).rejects.toThrow(`mode 0${mode.toString(8)}`);
  });

  it.each([
    ['unsealed', undefined],
    ['sealed', passphrase],
  ])('refuses an %s file cut at any byte', async (_case, sealedWith) => {
    await create(sealedWith);
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      await expect(
        openSoftwareRoot({ file, mayCreate: true, ...(sealedWith && { passphrase: sealedWith }) }),
      ).rejects.toThrow(/is damaged \(.+\); restore it from a backup/);
      expect(readFileSync(file).length).toBe(length);
    }
  });

  it.each([
    ['unsealed', undefined],
    ['sealed', passphrase],
  ])('refuses an %s file with any byte altered', async (_case, sealedWith) => {
    await create(sealedWith);
    const whole = readFileSync(file);
    for (let index = 0; index < whole.length; index += 1) {
      const altered = Buffer.from(whole);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      writeFileSync(file, altered);
      const outcome = await openSoftwareRoot({
        file,
        mayCreate: true,
        ...(sealedWith && { passphrase: sealedWith }),
      }).then(
        () => 'opened',
        (error: unknown) => (error instanceof RootUnavailableError ? 'refused' : String(error)),
      );
      expect(outcome, `byte ${index}`).toBe('refused');
    }
  });

  it.each([
    [
      'another format',
      (members: Record<string, unknown>) => Object.assign(members, { format: 'x' }),
      'member format',
    ],
    [
      'a later version',
      (members: Record<string, unknown>) => Object.assign(members, { version: 2 }),
      'version 2 is unknown',
    ],
    [
      'an unknown member',
      (members: Record<string, unknown>) => Object.assign(members, { more: 1 }),
      'spelling differs',
    ],
    ['an odd id', (members: Record<string, unknown>) => Object.assign(members, { id: 'AB' }), 'member id'],
    [
      'no word of sealing',
      (members: Record<string, unknown>) => Object.assign(members, { sealed: 1 }),
      'member sealed',
    ],
    [
      'a short key',
      (members: Record<string, unknown>) => Object.assign(members, { key: 'AAAA' }),
      'key is not 32 bytes',
    ],
  ])('refuses %s', async (_case, change, problem) => {
    writeFileSync(file, UNSEALED_FILE, { mode: 0o600 });
    edit(change);
    await expect(openSoftwareRoot({ file, mayCreate: true })).rejects.toThrow(problem);
  });

  it('refuses a key put in the place of another', async () => {
    writeFileSync(file, UNSEALED_FILE, { mode: 0o600 });
    edit((members) => {
      members.key = randomBytes(32).toString('base64');
    });
    mendChecksum();
    await expect(openSoftwareRoot({ file, mayCreate: true })).rejects.toThrow('does not have the id');
  });

  it.each(['null', '[]', '"text"', '17'])('refuses the JSON text %s', async (text) => {
    writeFileSync(file, text, { mode: 0o600 });
    await expect(openSoftwareRoot({ file, mayCreate: true })).rejects.toThrow('is damaged');
  });

  it('refuses a folder, a pipe and a huge file', async () => {
    mkdirSync(file, { mode: 0o700 });
    await expect(openSoftwareRoot({ file, mayCreate: true })).rejects.toThrow('is not a plain file');
    removeFile();
    await run('mkfifo', '-m', '600', file);
    await expect(openSoftwareRoot({ file, mayCreate: true })).rejects.toThrow('is not a plain file');
    removeFile();
    writeFileSync(file, Buffer.alloc(4097), { mode: 0o600 });
    await expect(openSoftwareRoot({ file, mayCreate: true })).rejects.toThrow('longer than 4096 bytes');
  });
});

describe('HSM-01 software root: the format stays', () => {
  it('opens a file that an earlier release sealed', async () => {
    writeFileSync(file, FROZEN_FILE, { mode: 0o600 });
    const root = await openSoftwareRoot({ file, passphrase, mayCreate: false });
    expect(await root.unwrap(Buffer.from(FROZEN_BLOB, 'hex'), context)).toEqual(key);
  });
});

/** What an attacker can do who knows the format but not the passphrase. */
function mendChecksum(): void {
  edit((members) => {
    delete members.checksum;
    members.checksum = createHash('sha256').update(JSON.stringify(members)).digest('hex');
  });
}

function removeFile(): void {
  rmSync(file, { recursive: true });
}

function run(command: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(command, args, { stdio: 'ignore' }).once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command}: exit code ${code}`)),
    );
  });
}
