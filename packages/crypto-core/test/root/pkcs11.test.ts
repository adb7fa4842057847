import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RootUnavailableError } from '../../src/errors.ts';
import { openPkcs11Root, type Pkcs11RootOptions, type RootOfTrust } from '../../src/root/index.ts';
import {
  childProcessIds,
  describeWithSoftHsm,
  onlyChild,
  PIN,
  SOFTHSM_MODULE,
  SoftHsmWorld,
  visibleTexts,
} from './softhsm.ts';

const context = Buffer.from('account 9');
const key = Buffer.alloc(32, 0x3c);

// Starts add up on a busy machine; nothing here asserts how long anything takes.
vi.setConfig({ testTimeout: 60_000 });

let hsm: SoftHsmWorld;
const opened: RootOfTrust[] = [];

beforeEach(() => {
  hsm = new SoftHsmWorld('east');
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((root) => root.close()));
  hsm[Symbol.dispose]();
});

function options(changes: Partial<Pkcs11RootOptions> = {}): Pkcs11RootOptions {
  return { modulePath: SOFTHSM_MODULE, tokenLabels: ['east'], pin: PIN, mayCreate: true, ...changes };
}

async function open(changes?: Partial<Pkcs11RootOptions>): Promise<RootOfTrust> {
  const root = await openPkcs11Root(options(changes));
  opened.push(root);
  return root;
}

describeWithSoftHsm('HSM-01 PKCS#11 root: the key', () => {
  it('is created once, and cannot leave the token', async () => {
    await (await open()).close();
    await (await open()).close();
    expect(hsm.objectCount('east')).toBe(1);
    expect(attributesOfKeys('dewpoint-root')).toEqual([
      {
        sensitive: 1,
        extractable: 0,
        neverExtractable: 1,
        private: 1,
        modifiable: 0,
        wrap: 0,
        lengthInBytes: 32,
      },
    ]);
  });

  it('is not created without leave', async () => {
    const opening = openPkcs11Root(options({ mayCreate: false }));
    await expect(opening).rejects.toThrow(RootUnavailableError);
    await expect(opening).rejects.toThrow('holds no root key "dewpoint-root"');
    expect(hsm.objectCount('east')).toBe(0);
  });

  it('is refused when it could be extracted', async () => {
    createExtractableKey('dewpoint-root');
    await expect(openPkcs11Root(options())).rejects.toThrow(
      'is not a sensitive, non-extractable AES-256 key',
    );
  });

  it('is found by its label: another label is another root', async () => {
    const blob = await (await open({ keyLabel: 'first' })).wrap(key, context);
    const second = await open({ keyLabel: 'second' });
    await expect(second.unwrap(blob, context)).rejects.toMatchObject({
      code: 'ROOT_MISMATCH',
      message: expect.stringContaining(blob.toString('hex', 6, 22)),
    });
  });

  it('may be one of several: the newest wraps, every one unwraps, also one made after the start', async () => {
    const early = await open();
    const oldBlob = await early.wrap(key, context);
    createRootKeyOfTheFuture('dewpoint-root');
    const late = await open();
    const newBlob = await late.wrap(key, context);
    expect(newBlob.subarray(6, 22)).not.toEqual(oldBlob.subarray(6, 22));
    expect(await late.unwrap(oldBlob, context)).toEqual(key);
    expect(await late.needsRewrap(oldBlob)).toBe(true);
    expect(await early.unwrap(newBlob, context)).toEqual(key);
  });
});

describeWithSoftHsm('HSM-01 PKCS#11 root: starts', () => {
  it('serves two programs that start one after another, both at work', async () => {
    const first = await open();
    const blob = await first.wrap(key, context);
    const second = await open({ mayCreate: false });
    expect(await second.unwrap(blob, context)).toEqual(key);
    expect(await first.unwrap(await second.wrap(key, context), context)).toEqual(key);
  });

  it('serves six opened in the same moment', async () => {
    const roots = await Promise.all(Array.from({ length: 6 }, () => open()));
    const blobs = await Promise.all(roots.map((root) => root.wrap(key, context)));
    for (const root of roots) {
      const plains = await Promise.all(blobs.map((blob) => root.unwrap(blob, context)));
      expect(plains.every((plain) => plain.equals(key))).toBe(true);
    }
    expect(hsm.objectCount('east')).toBe(1);
  });

  it('says which module cannot be loaded', async () => {
    await expect(openPkcs11Root(options({ modulePath: '/nowhere/libhsm.so' }))).rejects.toMatchObject({
      code: 'ROOT_UNAVAILABLE',
      detail: expect.stringMatching(/module \/nowhere\/libhsm\.so cannot be loaded \(.*No such file/),
    });
  });

  it('says that a library is no PKCS#11 module', async () => {
    await expect(openPkcs11Root(options({ modulePath: addonPath() }))).rejects.toThrow('cannot be loaded');
  });

  it('says which token is missing', async () => {
    await expect(openPkcs11Root(options({ tokenLabels: ['west'] }))).rejects.toThrow(
      'no token with the label "west" is present',
    );
  });

  it('refuses two tokens of one label', async () => {
    hsm.addToken('east');
    await expect(openPkcs11Root(options())).rejects.toThrow('2 tokens have the label "east"');
  });

  it('says that the PIN is wrong, without showing it, and tries it once only', async () => {
    const wrong = '918273645';
    const error: unknown = await openPkcs11Root(options({ pin: wrong })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RootUnavailableError);
    expect(String(error)).toContain('the user PIN was refused (CKR_PIN_INCORRECT)');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(wrong);
  });

  it('leaves no process behind when it cannot start', async () => {
    await expect(openPkcs11Root(options({ tokenLabels: ['west', 'north'] }))).rejects.toThrow(
      /"west".*"north"/,
    );
    await expect.poll(childProcessIds).toEqual([]);
  });

  it.each<[Partial<Pkcs11RootOptions>, string]>([
    [{ modulePath: '' }, 'modulePath: '],
    [{ tokenLabels: [] }, 'tokenLabels: want 1 to 16 labels, got 0'],
    [{ tokenLabels: ['a', 'a'] }, 'tokenLabels: a label stands there twice'],
    [{ tokenLabels: ['x'.repeat(33)] }, 'tokenLabels: want 1 to 32 bytes'],
    [{ tokenLabels: ['blank '] }, 'tokenLabels: want 1 to 32 bytes'],
    [{ pin: '' }, 'pin: '],
    [{ keyLabel: '' }, 'keyLabel: '],
    [{ callTimeoutInMs: 0 }, 'callTimeoutInMs: '],
  ])('refuses %j', async (changes, message) => {
    const opening = openPkcs11Root(options(changes));
    await expect(opening).rejects.toThrow(TypeError);
    await expect(opening).rejects.toThrow(message);
  });
});

describeWithSoftHsm('HSM-01 PKCS#11 root: the process of the module', () => {
  it('has neither the PIN nor secrets of ours in its arguments and environment', async () => {
    process.env.DEWPOINT_HSM_PIN = PIN;
    process.env.DEWPOINT_ROOT_KEY_PASSPHRASE = 'do not pass on';
    try {
      await open();
    } finally {
      delete process.env.DEWPOINT_HSM_PIN;
      delete process.env.DEWPOINT_ROOT_KEY_PASSPHRASE;
    }
    const visible = visibleTexts(onlyChild());
    expect(visible).toContain('SOFTHSM2_CONF=');
    expect(visible).not.toContain(PIN);
    expect(visible).not.toContain('do not pass on');
    expect(visible).not.toContain('DEWPOINT_');
  });

  it('leaves signals to its parent, and ends when it closes', async () => {
    const root = await open();
    const pid = onlyChild();
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGINT');
    expect(await root.unwrap(await root.wrap(key, context), context)).toEqual(key);
    expect(onlyChild()).toBe(pid);
    await root.close();
    await expect.poll(childProcessIds).toEqual([]);
  });

  it('shows no key, PIN or path of the store in what it says of itself', async () => {
    const root = await open();
    const said = JSON.stringify([root.describe(), await root.health()]);
    expect(said).toContain('SoftHSM');
    expect(said).not.toContain(PIN);
  });
});

/** The administrator of a token, at work in a process of its own: SoftHSM2 must not be loaded into this one. */
function asAdministrator(statements: string): string {
  const script = `
    const p = require(${JSON.stringify(createRequire(import.meta.url).resolve('pkcs11js'))});
    const module_ = new p.PKCS11();
    module_.load(${JSON.stringify(SOFTHSM_MODULE)});
    module_.C_Initialize();
    const slot = module_.C_GetSlotList(true)[0];
    const session = module_.C_OpenSession(slot, p.CKF_SERIAL_SESSION | p.CKF_RW_SESSION);
    module_.C_Login(session, p.CKU_USER, ${JSON.stringify(PIN)});
    ${statements}
    module_.C_Finalize();`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
}

function attributesOfKeys(label: string): unknown {
  return JSON.parse(
    asAdministrator(`
      module_.C_FindObjectsInit(session, [{ type: p.CKA_LABEL, value: '${label}' }]);
      const types = [p.CKA_SENSITIVE, p.CKA_EXTRACTABLE, p.CKA_NEVER_EXTRACTABLE, p.CKA_PRIVATE, p.CKA_MODIFIABLE, p.CKA_WRAP, p.CKA_VALUE_LEN];
      const names = ['sensitive', 'extractable', 'neverExtractable', 'private', 'modifiable', 'wrap', 'lengthInBytes'];
      const keys = module_.C_FindObjects(session, 10).map((key) => Object.fromEntries(
        module_.C_GetAttributeValue(session, key, types.map((type) => ({ type }))).map(({ value }, i) => [names[i], value[0]])));
      process.stdout.write(JSON.stringify(keys));`),
  );
}

function createKey(label: string, id: string, sensitive: boolean): void {
  asAdministrator(`
    module_.C_GenerateKey(session, { mechanism: p.CKM_AES_KEY_GEN }, [
      { type: p.CKA_TOKEN, value: true }, { type: p.CKA_PRIVATE, value: true }, { type: p.CKA_VALUE_LEN, value: 32 },
      { type: p.CKA_LABEL, value: '${label}' }, { type: p.CKA_ID, value: Buffer.from('${id}', 'hex') },
      { type: p.CKA_SENSITIVE, value: ${sensitive} }, { type: p.CKA_EXTRACTABLE, value: ${!sensitive} },
      { type: p.CKA_ENCRYPT, value: true }, { type: p.CKA_DECRYPT, value: true }]);`);
}

const createExtractableKey = (label: string): void => createKey(label, '01', false);
/** Its CKA_ID is greater than that of any key made today. */
const createRootKeyOfTheFuture = (label: string): void => createKey(label, 'f0'.repeat(16), true);

/** A shared library that loads, but has no C_GetFunctionList. */
function addonPath(): string {
  return execFileSync('sh', ['-c', 'ls /lib/*/libc.so.6 /lib64/libc.so.6 2>/dev/null | head -n 1'], {
    encoding: 'utf8',
  }).trim();
}
