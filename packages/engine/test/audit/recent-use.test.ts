import { describe, expect, it } from 'vitest';
import { useTracesOf } from '../../src/audit/recent-use.ts';

describe('KEY-17 what counts as use', () => {
  it('of a key is cryptography, and nothing that only looks at it or at its grants', () => {
    expect(useTracesOf('kms', 'cmk').toSorted()).toEqual([
      'createDataKey',
      'createDataKeyWithoutPlaintext',
      'createEcDatakeyPair',
      'createRsaDatakeyPair',
      'decryptData',
      'decryptDatakey',
      'encryptData',
      'encryptDatakey',
      'generateMac',
      'reEncrypt',
      'showPublicKey',
      'sign',
      'validateSignature',
      'verifyMac',
    ]);
  });

  it('of a secret is reading a value', () => {
    expect(useTracesOf('csms', 'csms').toSorted()).toEqual([
      'backupSecret',
      'batchShowSecretVersion',
      'showSecretVersion',
    ]);
  });
});
