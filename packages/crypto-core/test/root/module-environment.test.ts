import { describe, expect, it } from 'vitest';
import { moduleEnvironment } from '../../src/root/pkcs11/module-environment.ts';

describe('HSM-01 environment of the process that loads a PKCS#11 module', () => {
  it.each([
    'PATH',
    'HOME',
    'SOFTHSM2_CONF',
    'ChrystokiConfigurationPath',
    'CS_PKCS11_R3_CFG',
    'NFAST_HOME',
    'YUBIHSM_PKCS11_CONF',
    'LD_LIBRARY_PATH',
    'PINGROUP',
  ])('passes %s', (name) => {
    expect(moduleEnvironment({ [name]: 'value' })).toEqual({ [name]: 'value' });
  });

  it.each([
    'DEWPOINT_HSM_PIN',
    'DEWPOINT_ROOT_KEY_PASSPHRASE',
    'DEWPOINT_DATABASE_URL',
    'dewpoint_anything',
    'NODE_OPTIONS',
    'NODE_V8_COVERAGE',
    'PGPASSWORD',
    'DATABASE_URL',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'GITHUB_TOKEN',
    'HSM_PIN',
    'SSH_AUTH_SOCK',
    'SMTP_PASSWD',
  ])('keeps %s back', (name) => {
    expect(moduleEnvironment({ [name]: 'value', PATH: '/bin' })).toEqual({ PATH: '/bin' });
  });
});
