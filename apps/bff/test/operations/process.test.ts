import { once } from 'node:events';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../kit/free-port.ts';
import { ProductProcess } from '../kit/process.ts';
import { adminPassword } from '../kit/product.ts';

const TIMEOUT = 60_000;

interface Access {
  readonly address: string;
  readonly token: string;
  readonly projectId: string;
}

async function accessTo(address: string): Promise<Access> {
  const response = await fetch(`${address}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user: { name: 'admin', password: adminPassword } } },
        scope: { project: { name: 'local-1' } },
      },
    }),
  });
  expect(response.status).toBe(201);
  const { token } = (await response.json()) as { token: { project: { id: string } } };
  return { address, token: response.headers.get('x-subject-token') ?? '', projectId: token.project.id };
}

/** The server closed a kept connection while a call was on its way to it. RFC 9112 9.3.1 lets the client send it again. */
class LateCallError extends Error {}

/** One call over the given agent; resolves with status and body, rejects when the connection breaks. */
function kms(
  agent: http.Agent,
  access: Access,
  operation: string,
  body: unknown,
): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const request = http.request(
    `${access.address}/v1.0/${access.projectId}/kms/${operation}`,
    { agent, method: 'POST', headers: { 'x-auth-token': access.token, 'content-type': 'application/json' } },
    (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.on('error', reject);
    },
  );
  request.on('error', (error: NodeJS.ErrnoException) =>
    reject(request.reusedSocket && error.code === 'ECONNRESET' ? new LateCallError() : error),
  );
  request.end(JSON.stringify(body));
  return promise;
}

describe('OPS-01 the program', () => {
  it('prints the address and a one-time password once, and logs neither it nor any other', {
    timeout: TIMEOUT,
  }, async () => {
    await using first = ProductProcess.spawn({ DEWPOINT_ADMIN_PASSWORD: '' });
    await first.ready();
    const password = /Password {3}(\S+)/.exec(first.stdout)?.[1] ?? '';
    expect(password.length).toBeGreaterThanOrEqual(16);
    expect(first.stdout.split(password)).toHaveLength(2);
    expect(first.stdout).toContain('User name  admin');
    expect(first.stdout).toContain('THE ROOT KEY IS NOT SEALED');
    const data = join(first.folder, 'data');
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(data)) expect(statSync(join(data, file)).mode & 0o007).toBe(0);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    await using second = ProductProcess.spawn({ DEWPOINT_ADMIN_PASSWORD: '' }, first.folder);
    await second.ready();
    expect(second.stdout).not.toContain('Password');
  });

  it('does not start with an unknown setting, and makes nothing', { timeout: TIMEOUT }, async () => {
    await using program = ProductProcess.spawn({ DEWPOINT_PROT: '1' });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toContain('DEWPOINT_PROT is not a setting. Did you mean DEWPOINT_PORT?');
    expect(readdirSync(program.folder)).toEqual([]);
  });

  it('reads dewpoint.yaml in its folder', { timeout: TIMEOUT }, async () => {
    await using program = ProductProcess.spawn({});
    await program.ready();
    program.child.kill('SIGTERM');
    await program.ended;
    writeFileSync(join(program.folder, 'dewpoint.yaml'), 'quota: { keys: lots }\n');
    await using again = ProductProcess.spawn({}, program.folder);
    expect(await again.ended).toBe(1);
    expect(again.stderr).toContain('quota.keys in dewpoint.yaml ("lots") is not a number of keys');
  });

  it('says which port is taken and what to do', { timeout: TIMEOUT }, async () => {
    const port = await freePort();
    const squatter = net.createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    await using program = ProductProcess.spawn({ DEWPOINT_PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toContain(String(port));
    expect(program.stderr).toContain('set DEWPOINT_PORT');
    squatter.close();
  });

  it('refuses a password that the rules refuse, by the name of the setting', {
    timeout: TIMEOUT,
  }, async () => {
    await using program = ProductProcess.spawn({ DEWPOINT_ADMIN_PASSWORD: 'qzv7' });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toContain('DEWPOINT_ADMIN_PASSWORD');
    expect(program.stderr).not.toContain('qzv7');
  });

  it('does not make a new root key for a store that one has sealed', { timeout: TIMEOUT }, async () => {
    await using program = ProductProcess.spawn({});
    await program.ready();
    program.child.kill('SIGTERM');
    await program.ended;
    rmSync(join(program.folder, 'data', 'root.key'));
    await using again = ProductProcess.spawn({}, program.folder);
    expect(await again.ended).toBe(1);
    expect(again.stderr).toContain('root.key');
    expect(readdirSync(join(program.folder, 'data'))).not.toContain('root.key');
  });

  it('needs a folder that it may write', { timeout: TIMEOUT }, async () => {
    await using program = ProductProcess.spawn({ DEWPOINT_DATA_DIR: `${process.execPath}/data` });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toContain(`${process.execPath}/data`);
  });
});

describe('OPS-03 shutdown', () => {
  it('under load answers all that it takes, loses nothing that it answered and does nothing that it did not take', {
    timeout: TIMEOUT,
  }, async () => {
    await using program = ProductProcess.spawn({ DEWPOINT_QUOTA_KEYS: '100000' });
    const access = await accessTo(await program.ready());
    const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
    const answered: string[] = [];
    const late: string[] = [];
    const broken: string[] = [];
    let stop = false;
    const client = async (number: number) => {
      for (let i = 0; !stop; i++) {
        const alias = `load-${number}-${i}`;
        try {
          const { status } = await kms(agent, access, 'create-key', { key_alias: alias });
          if (status === 200) answered.push(alias);
        } catch (error) {
          if (error instanceof LateCallError) {
            late.push(alias);
            continue;
          }
          const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
          if (code === 'ECONNREFUSED') return;
          broken.push(code);
        }
      }
    };
    const clients = Array.from({ length: 16 }, (_, number) => client(number));
    await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(50);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    stop = true;
    await Promise.all(clients);
    agent.destroy();
    expect(broken).toEqual([]);
    expect(program.stdout).toContain('"message":"stopped"');

    await using again = ProductProcess.spawn({ DEWPOINT_QUOTA_KEYS: '100000' }, program.folder);
    const after = await accessTo(await again.ready());
    const found = new Set<string>();
    let marker = '';
    const plain = new http.Agent();
    do {
      const { text } = await kms(plain, after, 'list-keys', { limit: '1000', ...(marker ? { marker } : {}) });
      const page = JSON.parse(text) as { key_details: { key_alias: string }[]; next_marker: string };
      for (const key of page.key_details) found.add(key.key_alias);
      marker = page.next_marker;
    } while (marker !== '');
    expect(answered.filter((alias) => !found.has(alias))).toEqual([]);
    expect(late.filter((alias) => found.has(alias))).toEqual([]);
  });

  it('ends at once at the second signal', { timeout: TIMEOUT }, async () => {
    await using program = ProductProcess.spawn({});
    const { port } = new URL(await program.ready());
    // A request that never ends holds the first shutdown up.
    const slow = net.connect(Number(port), '127.0.0.1');
    slow.on('error', () => undefined);
    slow.write('POST /auth/backchannel-logout HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await expect.poll(() => program.stdout.includes('"message":"ready"')).toBe(true);
    program.child.kill('SIGTERM');
    await expect.poll(() => program.stdout.includes('shutting down'), { timeout: 5_000 }).toBe(true);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(1);
    slow.destroy();
  });

  it('tells load balancers first', { timeout: TIMEOUT }, async () => {
    await using program = ProductProcess.spawn({});
    const address = await program.ready();
    program.child.kill('SIGTERM');
    const seen: number[] = [];
    for (;;) {
      const response = await fetch(`${address}/readyz`).catch(() => undefined);
      if (!response) break;
      seen.push(response.status);
    }
    expect(seen).toContain(503);
    expect(await program.ended).toBe(0);
  });
});
