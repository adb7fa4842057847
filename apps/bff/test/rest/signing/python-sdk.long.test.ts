import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestProduct } from '../../kit/product.ts';
import { SignedClient } from '../../kit/signed-client.ts';

const run = promisify(execFile);
const SDK = 'huaweicloudsdkkms==3.1.219';
const INSTALL_LIMIT_IN_MS = 300_000;
const script = join(import.meta.dirname, 'python-sdk.py');

let folder: string;
let python: string;
let product: TestProduct;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-python-'));
  python = process.env.DEWPOINT_TEST_PYTHON ?? (await pythonWithSdk(folder));
  product = await TestProduct.start();
}, INSTALL_LIMIT_IN_MS);
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A Python of its own with the SDK from PyPI. */
async function pythonWithSdk(into: string): Promise<string> {
  const own = join(into, 'bin', 'python');
  try {
    await run('python3', ['-m', 'venv', into]);
    await run(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', SDK]);
    return own;
  } catch (cause) {
    throw new Error(
      `IAM-07 IS NOT TESTED with the official Python SDK: Python 3 with venv and pip, and PyPI, are needed to install ${SDK}. ` +
        'Install them (Debian: apt-get install python3-venv), or set DEWPOINT_TEST_PYTHON to a Python that has the SDK.',
      { cause },
    );
  }
}

describe('IAM-07 the official Python SDK, unmodified', () => {
  it('uses the KMS with every signature algorithm it has', async () => {
    const { key, projectId } = await SignedClient.open(product);
    const { stdout } = await run(python, [script, product.address, key.access, key.secret, projectId]);
    const used = {
      description: 'Schlüssel für 日本',
      decrypted: 'grüße',
      data_key_digits: 64,
      listed: true,
    };
    expect(JSON.parse(stdout)).toEqual({
      algorithms: { HMAC_SHA256: used, HMAC_SM3: used, ECDSA_P256_SHA256: used, SM2_SM3: used },
      refusal: { status: 401, code: 'APIGW.0301', request_id: true },
      found_project: true,
    });
  }, 60_000);
});
