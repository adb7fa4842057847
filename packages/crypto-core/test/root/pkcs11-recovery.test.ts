import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DecryptionFailedError, RootUnavailableError } from '../../src/errors.ts';
import { openPkcs11Root, type Pkcs11RootOptions, type RootOfTrust } from '../../src/root/index.ts';
import {
  childProcessIds,
  describeWithSoftHsm,
  onlyChild,
  PIN,
  SOFTHSM_MODULE,
  SoftHsmWorld,
} from './softhsm.ts';

const context = Buffer.from('account 11');
const key = Buffer.alloc(32, 0x77);
/** How long a token may take to be used again; the longest pause between attempts is 5 s and a quarter. */
const HEALING = { timeout: 20_000, interval: 50 };

// Starts, kills and pauses add up on a busy machine; nothing here asserts how long anything takes.
vi.setConfig({ testTimeout: 60_000 });

let hsm: SoftHsmWorld;
const opened: RootOfTrust[] = [];

beforeEach(() => {
  hsm = new SoftHsmWorld('east', 'west');
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((root) => root.close()));
  hsm[Symbol.dispose]();
});

async function open(changes: Partial<Pkcs11RootOptions> = {}): Promise<RootOfTrust> {
  const root = await openPkcs11Root({
    modulePath: SOFTHSM_MODULE,
    tokenLabels: ['east'],
    pin: PIN,
    mayCreate: true,
    ...changes,
  });
  opened.push(root);
  return root;
}

const openBoth = (changes: Partial<Pkcs11RootOptions> = {}): Promise<RootOfTrust> =>
  open({ tokenLabels: ['east', 'west'], ...changes });

async function workingTokens(root: RootOfTrust): Promise<string[]> {
  return (await root.health()).tokens.filter(({ ok }) => ok).map(({ label }) => label);
}

function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => (error instanceof RootUnavailableError ? error.code : String(error)),
  );
}

describeWithSoftHsm('HSM-04 PKCS#11 root: the process of the module dies or hangs', () => {
  it('does calls again whose process was killed under them', async () => {
    const root = await open();
    const blob = await root.wrap(key, context);
    const pid = onlyChild();
    process.kill(pid, 'SIGSTOP');
    const calls = Promise.all([root.unwrap(blob, context), root.wrap(key, context), root.random(16)]);
    process.kill(pid, 'SIGKILL');
    const [plain, wrapped, random] = await calls;
    expect(plain).toEqual(key);
    expect(random.length).toBe(16);
    expect(onlyChild()).not.toBe(pid);
    expect(await root.unwrap(wrapped, context)).toEqual(key);
  });

  it('survives twenty kills, one after another', async () => {
    const root = await open();
    const blob = await root.wrap(key, context);
    for (let kill = 0; kill < 20; kill += 1) {
      process.kill(onlyChild(), 'SIGKILL');
      expect(await root.unwrap(blob, context)).toEqual(key);
    }
    expect(childProcessIds().length).toBe(1);
  });

  it('gives up a call that gets no answer, ends the process and starts another', async () => {
    const root = await open({ callTimeoutInMs: 700 });
    const blob = await root.wrap(key, context);
    const hung = onlyChild();
    process.kill(hung, 'SIGSTOP');
    const call = root.unwrap(blob, context);
    await expect(call).rejects.toThrow(RootUnavailableError);
    await expect(call).rejects.toThrow('no answer within 700 ms');
    expect(await root.unwrap(blob, context)).toEqual(key);
    expect(childProcessIds()).not.toContain(hung);
  });

  it('does not let a call wait longer for a start that hangs', async () => {
    const root = await open({ callTimeoutInMs: 700 });
    const first = onlyChild();
    hsm.blockStarts();
    process.kill(first, 'SIGKILL');
    await expect(root.random(8)).rejects.toThrow('the token is still starting');
    const hung = onlyChild();
    expect(hung).not.toBe(first);
    hsm.unblockStarts();
    await expect.poll(() => codeOf(root.random(8)), HEALING).toBe('done');
    expect(onlyChild()).not.toBe(hung);
  });

  it('does not time out a burst of calls that wait for each other', async () => {
    const root = await open({ callTimeoutInMs: 1000 });
    const pid = onlyChild();
    const blobs = await Promise.all(Array.from({ length: 2000 }, () => root.wrap(key, context)));
    const plains = await Promise.all(blobs.map((blob) => root.unwrap(blob, context)));
    expect(plains.every((plain) => plain.equals(key))).toBe(true);
    expect(onlyChild()).toBe(pid);
  });

  it('pauses between starts of a process that keeps dying, then serves again', async () => {
    const root = await open();
    const blob = await root.wrap(key, context);
    const killed = new Set<number>();
    let outcome: string | undefined;
    const call = codeOf(root.unwrap(blob, context)).then((code) => {
      outcome = code;
    });
    // Ends every process before it can serve, so the call's second try finds none either.
    while (outcome === undefined) {
      for (const pid of childProcessIds()) {
        process.kill(pid, 'SIGKILL');
        killed.add(pid);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await call;
    expect(outcome).toBe('ROOT_UNAVAILABLE');
    expect(killed.size).toBe(2);
    await expect(root.random(8)).rejects.toThrow('the process of the PKCS#11 module ended (SIGKILL)');
    await expect.poll(() => codeOf(root.unwrap(blob, context)), HEALING).toBe('done');
  });
});

describeWithSoftHsm('HSM-04 PKCS#11 root: one token', () => {
  it('is unavailable while the token is away, loses nothing and heals by itself', async () => {
    const root = await open();
    const blob = await root.wrap(key, context);
    hsm.unplug('east');
    await expect(root.unwrap(blob, context)).rejects.toThrow(/no token with the label "east"/);
    await expect(root.wrap(key, context)).rejects.toThrow(RootUnavailableError);
    await expect(root.random(16)).rejects.toThrow(RootUnavailableError);
    expect(await root.health()).toMatchObject({ ok: false, tokens: [{ label: 'east', ok: false }] });
    hsm.plug('east');
    await expect.poll(() => codeOf(root.unwrap(blob, context)), HEALING).toBe('done');
    expect(await root.unwrap(blob, context)).toEqual(key);
    expect((await root.health()).ok).toBe(true);
    expect(hsm.objectCount('east')).toBe(1);
  });

  it('logs in again when its sessions or its login were taken away', () => {
    const program = fileURLToPath(new URL('./lose-sessions.ts', import.meta.url));
    const report = execFileSync(process.execPath, [program, SOFTHSM_MODULE, 'east', PIN], {
      encoding: 'utf8',
    });
    const works = { wrap: true, unwrap: true, random: true, refresh: true };
    expect(JSON.parse(report)).toEqual({ 'all sessions closed': works, 'logged out': works });
  });

  it('does not make a new root key on a token that came back without one', async () => {
    const root = await open();
    const blob = await root.wrap(key, context);
    hsm.unplug('east');
    await expect(root.unwrap(blob, context)).rejects.toThrow(RootUnavailableError);
    hsm.addToken('east');
    await expect
      .poll(async () => (await root.health()).tokens[0]?.detail, HEALING)
      .toContain('holds no root key "dewpoint-root"');
    expect(hsm.objectCount('east')).toBe(0);
    await expect(root.unwrap(blob, context)).rejects.toThrow(RootUnavailableError);
  });
});

describeWithSoftHsm('HSM-04 PKCS#11 root: two tokens', () => {
  it('wraps under the root key of each', async () => {
    const root = await openBoth();
    const blob = await root.wrap(key, context);
    expect(blob.readUInt8(5)).toBe(2);
    expect(hsm.objectCount('east')).toBe(1);
    expect(hsm.objectCount('west')).toBe(1);
    expect(root.describe().label).toBe('east, west');
    await root.close();
    for (const label of ['east', 'west']) {
      const alone = await open({ tokenLabels: [label], mayCreate: false });
      expect(await alone.unwrap(blob, context)).toEqual(key);
      await expect(alone.unwrap(blob, Buffer.from('other'))).rejects.toThrow(DecryptionFailedError);
    }
  });

  it.each(['east', 'west'])('goes on without %s, and asks for a rewrap once it is back', async (lost) => {
    const root = await openBoth();
    const before = await root.wrap(key, context);
    hsm.unplug(lost);
    expect(await root.unwrap(before, context)).toEqual(key);
    const during = await root.wrap(key, context);
    expect(during.readUInt8(5)).toBe(1);
    expect((await root.random(16)).length).toBe(16);
    expect((await root.health()).ok).toBe(true);
    expect(await workingTokens(root)).toEqual(['east', 'west'].filter((label) => label !== lost));
    expect(await root.needsRewrap(during)).toBe(true);
    expect(await root.needsRewrap(before)).toBe(false);
    hsm.plug(lost);
    await expect.poll(() => workingTokens(root), HEALING).toEqual(['east', 'west']);
    const after = await root.wrap(await root.unwrap(during, context), context);
    expect(await root.needsRewrap(after)).toBe(false);
  });

  it('opens with one of them missing, and takes the other in when it comes', async () => {
    hsm.unplug('east');
    const root = await openBoth();
    const alone = await root.wrap(key, context);
    expect(alone.readUInt8(5)).toBe(1);
    expect((await root.health()).tokens[0]).toMatchObject({
      label: 'east',
      ok: false,
      detail: expect.stringContaining('no token with the label "east"'),
    });
    hsm.plug('east');
    await expect.poll(() => workingTokens(root), HEALING).toEqual(['east', 'west']);
    expect(await root.needsRewrap(alone)).toBe(true);
    expect((await root.wrap(key, context)).readUInt8(5)).toBe(2);
  });

  it('is unavailable without both, names both, and heals by itself', async () => {
    const root = await openBoth();
    const blob = await root.wrap(key, context);
    hsm.unplug('east');
    hsm.unplug('west');
    await expect(root.unwrap(blob, context)).rejects.toThrow(/"east".*"west"/);
    await expect(root.wrap(key, context)).rejects.toMatchObject({ code: 'ROOT_UNAVAILABLE' });
    expect((await root.health()).ok).toBe(false);
    hsm.plug('west');
    await expect.poll(() => codeOf(root.unwrap(blob, context)), HEALING).toBe('done');
    hsm.plug('east');
    await expect.poll(() => workingTokens(root), HEALING).toEqual(['east', 'west']);
    expect(await root.unwrap(blob, context)).toEqual(key);
  });

  it('does not call it a mismatch while the token that wrapped it is away', async () => {
    const both = await openBoth();
    const east = await open({ tokenLabels: ['east'] });
    const blob = await east.wrap(key, context);
    hsm.unplug('east');
    await expect(both.unwrap(blob, context)).rejects.toThrow(RootUnavailableError);
    await both.close();
    const west = await open({ tokenLabels: ['west'], mayCreate: false });
    await expect(west.unwrap(blob, context)).rejects.toMatchObject({ code: 'ROOT_MISMATCH' });
  });

  it('uses the other recipient when one is damaged', async () => {
    const root = await openBoth();
    const blob = await root.wrap(key, context);
    for (const offset of [6 + 30, blob.length - 1]) {
      const damaged = Buffer.from(blob);
      damaged.writeUInt8(damaged.readUInt8(offset) ^ 1, offset);
      expect(await root.unwrap(damaged, context)).toEqual(key);
    }
    const ruined = Buffer.from(blob);
    ruined.writeUInt8(ruined.readUInt8(36) ^ 1, 36);
    ruined.writeUInt8(ruined.readUInt8(blob.length - 1) ^ 1, blob.length - 1);
    await expect(root.unwrap(ruined, context)).rejects.toThrow(DecryptionFailedError);
  });

  it('does not wait for one that hangs while it starts', async () => {
    const root = await openBoth({ callTimeoutInMs: 700 });
    const blob = await root.wrap(key, context);
    hsm.blockStarts();
    const before = childProcessIds();
    process.kill(Math.min(...before), 'SIGKILL');
    expect(await root.unwrap(blob, context)).toEqual(key);
    await expect.poll(() => childProcessIds().filter((pid) => !before.includes(pid)).length).toBe(1);
    expect(await root.unwrap(blob, context)).toEqual(key);
    hsm.unblockStarts();
    await expect.poll(() => workingTokens(root), HEALING).toEqual(['east', 'west']);
  });

  it('turns to the other when one hangs', async () => {
    const root = await openBoth({ callTimeoutInMs: 700 });
    const blob = await root.wrap(key, context);
    for (const pid of childProcessIds()) {
      process.kill(pid, 'SIGSTOP');
      expect(await root.unwrap(blob, context)).toEqual(key);
      await expect.poll(() => workingTokens(root), HEALING).toEqual(['east', 'west']);
    }
  });
});
