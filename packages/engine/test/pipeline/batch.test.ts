import { OperationError } from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBatch } from '../../src/pipeline/batch.ts';
import { dialects } from '../../src/testing/index.ts';
import { type Fixture, KEY_ID, pipelineFixture } from './fixture.ts';

const MISSING_KEY_ID = '22222222-2222-4222-8222-222222222222';

describe.each(dialects)('KEY-06 batch on %s', (dialect) => {
  let f: Fixture;
  beforeEach(async () => {
    f = await pipelineFixture(dialect);
  });
  afterEach(() => f.test.remove());

  it('runs each input by itself, with its own result and its own trace', async () => {
    f.allowed.add('kms:cmk:disable');
    const { results } = await runBatch(f.pipeline, f.context, {
      operation: 'kms.disableKey',
      inputs: [
        { keyId: KEY_ID },
        { keyId: 'not an id' },
        { keyId: MISSING_KEY_ID },
        { keyId: KEY_ID, extra: 1 },
        7,
      ],
    });
    expect(results).toMatchObject([
      { input: 0, ok: true, output: { keyInfo: { keyId: KEY_ID, keyState: '3' } } },
      { input: 1, ok: false, error: { code: 'KMS.0205', field: 'keyId' } },
      { input: 2, ok: false, error: { code: 'KMS.0207' } },
      { input: 3, ok: false, error: { code: 'KMS.0308', field: 'extra' } },
      { input: 4, ok: false, error: { code: 'KMS.0308' } },
    ]);
    expect((await f.traces()).map((trace) => [trace.name, trace.code])).toEqual([
      ['disableKey', '200'],
      ['disableKey', '400'],
      ['disableKey', '404'],
      ['disableKey', '400'],
      ['disableKey', '400'],
    ]);
  });

  it.each(['kms.createKey', 'console.batch', 'no.such'])(
    'refuses %s, which is not batchable',
    async (operation) => {
      const error: unknown = await runBatch(f.pipeline, f.context, { operation, inputs: [{}] }).catch(
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(OperationError);
      expect(error).toMatchObject({ errorName: 'operationNotBatchable', field: 'operation' });
      expect(await f.traces()).toEqual([]);
    },
  );
});
