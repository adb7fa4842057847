import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateValue } from '../../../src/csms/rotation/generated-value.ts';
import { refusalOf } from '../../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from '../csms-world.ts';
import { rotate, taskOf } from './rotation-world.ts';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A webhook on the loopback interface that keeps what it was asked. */
class Webhook implements AsyncDisposable {
  readonly received: Received[] = [];
  answer: (response: ServerResponse) => void = () => undefined;
  readonly #server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    this.answer(response);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    return `http://127.0.0.1:${address.port}/new?x=1`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('SEC-12 generated values', () => {
  it.each([
    [8, ['digits'], /^[0-9]{8}$/],
    [12, ['lowercase', 'digits'], /^(?=.*[a-z])(?=.*[0-9])[a-z0-9]{12}$/],
    [
      64,
      ['lowercase', 'uppercase', 'digits', 'symbols'],
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.~])[-\w.~]{64}$/,
    ],
  ] as const)('%i characters of %j', (length, classes, shape) => {
    const values = Array.from({ length: 50 }, () => generateValue(length, classes));
    for (const value of values) expect(value).toMatch(shape);
    expect(new Set(values).size).toBeGreaterThan(49);
  });

  it('refuses what cannot be', () => {
    expect(() => generateValue(8, [])).toThrow(TypeError);
    expect(() => generateValue(1, ['digits', 'lowercase'])).toThrow(TypeError);
  });
});

describe('SEC-12 shared secrets', () => {
  let world: CsmsWorld;
  let webhook: Webhook;
  beforeAll(async () => {
    world = await openCsmsWorld('sqlite');
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(async () => {
    await world.enterNewAccount();
    webhook = new Webhook();
    await webhook.start();
    return () => webhook[Symbol.asyncDispose]();
  });

  async function rotated(name: string) {
    const task = await rotate(world, name);
    await world.node.jobs.runDue();
    return taskOf(world, task);
  }

  it('get a generated value by schedule', async () => {
    await world.createSecret('s', { autoRotation: true, rotationPeriod: '6h' });
    world.clock.advance(DAY_IN_MS / 4);
    await world.node.jobs.runDue();
    expect((await world.read('s')).secretString).toMatch(/^[-\w.~]{32}$/);
    expect((await world.read('s', 'SYSPREVIOUS')).secretString).toBe('value of s');
  });

  it('get a value of the wanted length and characters, also in one pair of many', async () => {
    const config = { Length: 10, CharacterClasses: ['digits'], Field: 'password' };
    const secretString = JSON.stringify({ user: 'a', password: 'old', __proto__x: 1 });
    await world.createSecret('s', { secretString, rotationConfig: JSON.stringify(config) });
    expect(await rotated('s')).toMatchObject({ taskStatus: 'SUCCESS', taskErrorMsg: '' });
    const { password, ...rest } = JSON.parse((await world.read('s')).secretString ?? '');
    expect(password).toMatch(/^\d{10}$/);
    expect(rest).toEqual({ user: 'a', __proto__x: 1 });
  });

  it('are not rotated when nobody set a rotation up, while one runs, or pending deletion', async () => {
    await world.createSecret('s');
    const unset = await refusalOf(rotate(world, 's'));
    expect([unset.errorName, unset.status]).toEqual(['secretRotationUnset', 400]);
    await world.node.run('csms.updateSecret', world.api, {
      secretName: 's',
      rotationConfig: '{"Length":16}',
    });
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 's',
      recoveryWindowInDays: 7,
    });
    expect((await refusalOf(rotate(world, 's'))).errorName).toBe('secretPendingDeletion');
    await world.node.run('csms.cancelSecretDeletion', world.api, { secretName: 's' });
    expect((await rotated('s')).taskStatus).toBe('SUCCESS');
  });

  it('fail without a trace of change when the pair is not there to be replaced', async () => {
    await world.createSecret('s', { rotationConfig: JSON.stringify({ Field: 'password' }) });
    expect(await rotated('s')).toMatchObject({ taskStatus: 'FAILED', taskErrorCode: 'ROTATION.VALUE' });
    expect((await world.read('s')).secretString).toBe('value of s');
  });

  it('a version that was stored while the rotation ran stays, before the rotated one', async () => {
    await world.createSecret('s', { rotationConfig: '{}' });
    const task = await rotate(world, 's');
    expect((await world.put('s', 'stored meanwhile')).id).toBe(3);
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({ taskStatus: 'SUCCESS', versionId: 2 });
    expect((await world.read('s', 'SYSPREVIOUS')).secretString).toBe('stored meanwhile');
    expect((await world.put('s', 'after')).id).toBe(4);
  });

  it('a rotation whose key is disabled fails and says so', async () => {
    const kmsKeyId = await world.createKey('k');
    await world.createSecret('s', { kmsKeyId, rotationConfig: '{}' });
    await world.node.run('kms.disableKey', world.api, { keyId: kmsKeyId });
    expect(await rotated('s')).toMatchObject({ taskStatus: 'FAILED', taskErrorCode: 'CSMS.0401' });
  });

  describe('with a webhook', () => {
    const answers = (status: number, body: string) => (response: ServerResponse) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    };
    const create = (fields: Record<string, unknown> = {}) =>
      world.createSecret('s', {
        rotationConfig: JSON.stringify({ Source: 'Webhook', WebhookUrl: webhook.url, ...fields }),
      });

    it('get what it supplies; the call is signed and the same for every attempt of one rotation', async () => {
      await world.createSecret('signing', { secretString: 'whsec_c2lnbmluZyBrZXk=' });
      await create({ SigningSecret: 'signing' });
      webhook.answer = answers(200, '{"secret_string":"supplied"}');
      const task = await rotated('s');
      expect(task).toMatchObject({ taskStatus: 'SUCCESS', taskErrorMsg: '' });
      expect((await world.read('s')).secretString).toBe('supplied');
      const [{ headers, body } = { headers: {}, body: '' }] = webhook.received;
      expect(JSON.parse(body)).toMatchObject({
        specversion: '1.0',
        id: task.taskId,
        data: { secret_name: 's', version_id: 'v2', rotation_task_id: task.taskId },
      });
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const signature = createHmac('sha256', 'signing key').update(signed).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
      expect(headers['webhook-id']).toBe(task.taskId);
      expect(body).not.toContain('value of s');
    });

    it('get bytes too', async () => {
      await create();
      webhook.answer = answers(200, '{"secret_binary":"AAEC"}');
      expect((await rotated('s')).taskStatus).toBe('SUCCESS');
      expect(Buffer.from((await world.read('s')).secretBinary ?? []).toString('hex')).toBe('000102');
    });

    it.each([
      [500, '{"secret_string":"hidden value"}'],
      [302, ''],
      [200, 'hidden value'],
      [200, '{}'],
      [200, '{"secret_string":""}'],
      [200, '{"secret_string":"hidden value","secret_binary":"AAEC"}'],
      [200, '{"secret_binary":"hidden value"}'],
      [200, JSON.stringify({ secret_string: 'x'.repeat(32_769) })],
      [200, JSON.stringify({ secret_string: 'x'.repeat(100_000) })],
    ])('fail at an answer of %i %#, and say nothing of it', async (status, body) => {
      await create();
      webhook.answer = (response) => {
        response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body);
      };
      const task = await rotated('s');
      expect(task).toMatchObject({ taskStatus: 'FAILED', taskErrorCode: 'ROTATION.WEBHOOK' });
      expect(task.taskErrorMsg).not.toContain('hidden value');
      expect((await world.read('s')).secretString).toBe('value of s');
    });

    it.each([
      ['http://10.0.0.1/x', 'ROTATION.EGRESS'],
      ['http://[::1]:1/x', 'ROTATION.EGRESS'],
      ['http://93.184.215.14/x', 'ROTATION.WEBHOOK'],
      ['http://127.0.0.1:1/x', 'ROTATION.WEBHOOK'],
    ])('do not call %s', async (WebhookUrl, code) => {
      await create({ WebhookUrl });
      expect(await rotated('s')).toMatchObject({ taskStatus: 'FAILED', taskErrorCode: code });
    });
  });

  it.each([
    [{ Length: 7 }, 'Length'],
    [{ Length: 1025 }, 'Length'],
    [{ CharacterClasses: ['emoji'] }, 'CharacterClasses'],
    [{ Source: 'Webhook' }, 'WebhookUrl'],
    [{ Source: 'Webhook', WebhookUrl: 'ftp://x/' }, 'WebhookUrl'],
    [{ Source: 'Oracle' }, 'Source'],
  ])('refuse the settings %j', async (config, name) => {
    const refusal = await refusalOf(world.createSecret('s', { rotationConfig: JSON.stringify(config) }));
    expect([refusal.code, refusal.field]).toEqual(['CSMS.0002', 'rotation_config']);
    expect(refusal.message).toContain(name);
  });
});
