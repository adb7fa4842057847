import { errorRow, OperationError } from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/store/store.ts';
import { dialects } from '../../src/testing/index.ts';
import { type Fixture, KEY_ID, OTHER_KEY_ID, pipelineFixture } from './fixture.ts';

const MISSING_KEY_ID = '22222222-2222-4222-8222-222222222222';
const PLAINTEXT = 'attack at dawn';
const encryptInput = {
  keyId: KEY_ID,
  plainText: PLAINTEXT,
  encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
} as const;
const createInput = {
  keyAlias: 'alias-1',
  keySpec: 'AES_256',
  origin: 'kms',
  enterpriseProjectId: '0',
} as const;

async function refusal(call: Promise<unknown>): Promise<OperationError> {
  const error: unknown = await call.then(
    () => new Error('was not refused'),
    (e: unknown) => e,
  );
  if (error instanceof OperationError) return error;
  throw error;
}

/** What a client can tell of an error. */
function told(error: OperationError) {
  const { code, status, message, field, explanation, retryAfterInSeconds } = error;
  return { code, status, message, field, explanation, retryAfterInSeconds };
}

describe.each(dialects)('TRC-01 pipeline on %s', (dialect) => {
  let f: Fixture;
  beforeEach(async () => {
    f = await pipelineFixture(dialect);
  });
  afterEach(() => f.test.remove());

  it('answers a direct operation with one trace that hides secrets and names the thing', async () => {
    f.allowed.add('kms:cmk:encryptData');
    const { output, traceId } = await f.pipeline.execute('kms.encryptData', f.context, encryptInput);
    expect(output.keyId).toBe(KEY_ID);
    const traces = await f.traces();
    expect(traces).toMatchObject([
      {
        id: traceId,
        name: 'encryptData',
        rating: 'normal',
        code: '200',
        resource_id: KEY_ID,
        resource_name: 'my-key',
        body: {
          api_version: 'v1.0',
          operation_id: 'kms.encryptData',
          message: 'encryptData, Method: POST Url=/v1.0/{project_id}/kms/encrypt-data. Reason:',
          request: { key_id: KEY_ID, plain_text: '***', encryption_algorithm: 'SYMMETRIC_DEFAULT' },
          response: { key_id: KEY_ID },
        },
      },
    ]);
    expect(JSON.stringify(traces)).not.toContain(PLAINTEXT);
  });

  it('answers a change with one trace, written with the change, and names what came into being', async () => {
    f.allowed.add('kms:cmk:create');
    const { traceId } = await f.pipeline.execute('kms.createKey', f.context, createInput);
    expect(await f.settings()).toEqual(['created']);
    expect(await f.traces()).toMatchObject([
      { id: traceId, name: 'createKey', rating: 'normal', resource_id: 'new-key', resource_name: 'alias-1' },
    ]);
    expect(f.store.batches).toEqual([]);
  });

  it('asks for the documented action under all its names, with the thing', async () => {
    f.allowed.add('kms:cmk:encryptData');
    await f.pipeline.execute('kms.encryptData', f.context, encryptInput);
    expect(f.asked).toMatchObject([
      {
        action: 'kms:cmk:encryptData',
        legacyActions: ['kms:cmk:crypto', 'kms:cmk:encrypt'],
        grantOperation: 'encrypt-data',
        resource: { type: 'cmk', id: KEY_ID },
      },
    ]);
  });

  it('undoes a refused change, traces the refusal as a warning and publishes nothing', async () => {
    f.allowed.add('kms:cmk:enable');
    const notDisabled = errorRow('keyNotDisabled');
    f.failure.error = new OperationError('keyNotDisabled');
    const heard: Change[] = [];
    f.test.store.onChange((change) => heard.push(change));
    const error = await refusal(f.pipeline.execute('kms.enableKey', f.context, { keyId: KEY_ID }));
    expect(error.errorName).toBe('keyNotDisabled');
    expect(await f.settings()).toEqual([]);
    expect(heard).toEqual([]);
    expect(await f.traces()).toMatchObject([
      {
        name: 'enableKey',
        rating: 'warning',
        code: '400',
        resource_id: KEY_ID,
        body: {
          request: { key_id: KEY_ID },
          response: { error_code: notDisabled.code, error_msg: notDisabled.message },
          message: expect.stringContaining(`Reason: ${notDisabled.message}`),
        },
      },
    ]);
  });

  it('answers a failure as internal, keeps its details in the log, and traces an incident', async () => {
    f.allowed.add('kms:cmk:encryptData');
    f.failure.error = new Error('cannot read properties of undefined (hunter2)');
    const error = await refusal(f.pipeline.execute('kms.encryptData', f.context, encryptInput));
    expect(told(error)).toMatchObject(errorRow('internal'));
    expect(error.message).not.toContain('hunter2');
    const traces = await f.traces();
    expect(traces).toMatchObject([{ rating: 'incident', code: '500' }]);
    expect(JSON.stringify(traces)).not.toContain('hunter2');
    expect(f.log.lines).toMatchObject([
      {
        level: 'error',
        fields: { operation: 'kms.encryptData', requestId: f.context.requestId, error: f.failure.error },
      },
    ]);
  });

  it('TRC-02 refuses a direct operation whose trace cannot be written', async () => {
    f.allowed.add('kms:cmk:encryptData');
    f.store.appendFailure = new Error('disk full');
    const error = await refusal(f.pipeline.execute('kms.encryptData', f.context, encryptInput));
    expect(error).toMatchObject({ errorName: 'auditUnavailable', status: 503 });
    expect(await f.traces()).toEqual([]);
  });

  it('TRC-02 undoes a change whose trace cannot be written', async () => {
    f.allowed.add('kms:cmk:enable');
    const mend = await breakTraceTable(f);
    const error = await refusal(f.pipeline.execute('kms.enableKey', f.context, { keyId: KEY_ID }));
    expect(error).toMatchObject({ errorName: 'auditUnavailable', status: 503 });
    await mend();
    expect(await f.settings()).toEqual([]);
  });

  it('TRC-02 answers a refusal as auditUnavailable when its trace cannot be written', async () => {
    f.store.appendFailure = new Error('disk full');
    const error = await refusal(f.pipeline.execute('kms.createKey', f.context, createInput));
    expect(error.errorName).toBe('auditUnavailable');
  });

  it('leaves the trace of a call that failed validation, without what the schema does not know', async () => {
    await f.pipeline.traceRefusal(
      'kms.encryptData',
      f.context,
      { key_id: 'bad', plain_text: PLAINTEXT, other: PLAINTEXT },
      new OperationError('keyIdInvalid', { field: 'key_id' }),
    );
    const traces = await f.traces();
    expect(traces).toMatchObject([
      {
        name: 'encryptData',
        rating: 'warning',
        code: '400',
        resource_id: 'bad',
        body: { request: { key_id: 'bad', plain_text: '***' }, response: { error_code: 'KMS.0205' } },
      },
    ]);
    expect(JSON.stringify(traces)).not.toContain(PLAINTEXT);
  });

  it('leaves the trace of what the edge did itself', async () => {
    const traceId = await f.pipeline.traceAnswer(
      'console.endSession',
      { ...f.context, channel: 'console' },
      { handle: 'h' },
      {},
    );
    expect(await f.traces()).toMatchObject([{ id: traceId, name: 'endSession', code: '204' }]);
  });

  it('counts how operations ended', async () => {
    f.allowed.add('kms::getQuota');
    await f.pipeline.execute('kms.keyQuota', f.context, {});
    await refusal(f.pipeline.execute('kms.createKey', f.context, createInput));
    expect(f.pipeline.metrics()).toMatchObject([
      {
        samples: [
          { labels: { operation: 'kms.keyQuota', outcome: 'done' }, value: 1 },
          { labels: { operation: 'kms.createKey', outcome: 'permissionDenied' }, value: 1 },
        ],
      },
    ]);
  });
});

describe('IAM-09 refusals of the pipeline', () => {
  let f: Fixture;
  beforeEach(async () => {
    f = await pipelineFixture('sqlite');
  });
  afterEach(() => f.test.remove());

  const enable = (keyId: string) => f.pipeline.execute('kms.enableKey', f.context, { keyId });

  it.each(['kms:cmk:get', 'kms:cmk:list'])(
    'tell a caller with %s on the key which action is missing, why, and what would allow it',
    async (seeing) => {
      f.allowed.add(seeing);
      expect(told(await refusal(enable(KEY_ID)))).toMatchObject({
        code: 'KMS.0306',
        status: 403,
        message: 'You have no permission for kms:cmk:enable.',
        explanation: {
          action: 'kms:cmk:enable',
          reason: 'No statement allows it.',
          remedy: 'Allow kms:cmk:enable.',
        },
      });
      expect(await f.settings()).toEqual([]);
    },
  );

  it('are for a caller who may not see the key exactly what a missing key gives', async () => {
    const hidden = await refusal(enable(KEY_ID));
    const missing = await refusal(enable(MISSING_KEY_ID));
    expect(told(hidden)).toEqual(told(missing));
    expect(hidden).toMatchObject({ errorName: 'keyNotFound', status: 404 });
  });

  it('tell the true reason to the audit trail', async () => {
    await refusal(enable(KEY_ID));
    expect(await f.traces()).toMatchObject([
      {
        code: '404',
        rating: 'warning',
        body: {
          message: expect.stringContaining(
            'You have no permission for kms:cmk:enable. No statement allows it.',
          ),
        },
      },
    ]);
  });

  it('are for a key of another project what a missing key gives, whatever is allowed', async () => {
    f.allowed.add('kms:cmk:enable').add('kms:cmk:get');
    const foreign = await refusal(enable(OTHER_KEY_ID));
    expect(told(foreign)).toEqual(told(await refusal(enable(MISSING_KEY_ID))));
  });

  it('are always 403 for create-type calls', async () => {
    const error = await refusal(f.pipeline.execute('kms.createKey', f.context, createInput));
    expect(error).toMatchObject({ errorName: 'permissionDenied', explanation: { action: 'kms:cmk:create' } });
    expect(await f.settings()).toEqual([]);
  });

  it('hold for further actions that a handler asks for', async () => {
    f.allowed.add('kms:cmk:get');
    const seen = await refusal(f.pipeline.execute('kms.viewKey', f.context, { keyId: KEY_ID }));
    expect(seen).toMatchObject({
      errorName: 'permissionDenied',
      explanation: { action: 'kms:cmk:decryptData' },
    });
  });

  it('ask for credentials before anything is looked up', async () => {
    const anonymous = { ...f.context, principal: { kind: 'anonymous' } } as const;
    for (const keyId of [KEY_ID, MISSING_KEY_ID]) {
      const error = await refusal(f.pipeline.execute('kms.enableKey', anonymous, { keyId }));
      expect(error).toMatchObject({ errorName: 'credentialsMissing', status: 401 });
    }
    expect(f.asked).toEqual([]);
  });
});

describe('IAM-08 limits of the pipeline', () => {
  it('refuse before anything is looked at, and leave no trace', async () => {
    const one = { perSecond: 1, burst: 1 };
    const f = await pipelineFixture('sqlite', { user: one, account: one });
    f.allowed.add('kms::getQuota');
    await f.pipeline.execute('kms.keyQuota', f.context, {});
    const error = await refusal(f.pipeline.execute('kms.keyQuota', f.context, {}));
    expect(error).toMatchObject({ errorName: 'throttled', status: 429, retryAfterInSeconds: 1 });
    expect(f.asked).toHaveLength(1);
    expect(await f.traces()).toHaveLength(1);
    f.clock.advance(1_000);
    await f.pipeline.execute('kms.keyQuota', f.context, {});
    await f.test.remove();
  });

  it('count calls with bad input as any other, so that a flood of them is no flood of traces', async () => {
    const one = { perSecond: 1, burst: 1 };
    const f = await pipelineFixture('sqlite', { user: one, account: one });
    const bad = () =>
      f.pipeline.traceRefusal('kms.keyQuota', f.context, {}, new OperationError('bodyMalformed'));
    await bad();
    expect(await refusal(bad())).toMatchObject({ errorName: 'throttled' });
    expect(await refusal(f.pipeline.execute('kms.keyQuota', f.context, {}))).toMatchObject({
      errorName: 'throttled',
    });
    expect(await f.traces()).toHaveLength(1);
    await f.test.remove();
  });
});

/** Makes the database refuse rows of traces, as a full disk or a broken table would; the next test gets the same database. */
async function breakTraceTable(f: Fixture): Promise<() => Promise<void>> {
  const rename = (from: string, to: string) =>
    f.test.store.transaction((transaction) => transaction.schema.alterTable(from).renameTo(to).execute());
  await rename('traces', 'traces_broken');
  return () => rename('traces_broken', 'traces');
}
