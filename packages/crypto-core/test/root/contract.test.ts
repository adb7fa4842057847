import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEphemeralRoot, openPkcs11Root, openSoftwareRoot } from '../../src/root/index.ts';
import { describeRootContract, type RootUnderTest } from './contract.ts';
import { describeWithSoftHsm, PIN, SOFTHSM_MODULE, SoftHsmWorld } from './softhsm.ts';

function softwareWorld(passphrase?: string): RootUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'dewpoint-root-'));
  const options = { file: join(folder, 'root.key'), mayCreate: true };
  return {
    open: () => openSoftwareRoot(passphrase === undefined ? options : { ...options, passphrase }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

function pkcs11World(): RootUnderTest {
  const hsm = new SoftHsmWorld('contract');
  const options = { modulePath: SOFTHSM_MODULE, tokenLabels: ['contract'], pin: PIN, mayCreate: true };
  return { open: () => openPkcs11Root(options), [Symbol.dispose]: () => hsm[Symbol.dispose]() };
}

describeRootContract('software, sealed', () => softwareWorld('correct horse battery staple'), {
  kind: 'software',
  sealed: true,
  tokens: 0,
  persistent: true,
});

describeRootContract('software, unsealed', () => softwareWorld(), {
  kind: 'software',
  sealed: false,
  tokens: 0,
  persistent: true,
});

describeRootContract('ephemeral', () => ({ open: openEphemeralRoot, [Symbol.dispose]: () => undefined }), {
  kind: 'software',
  sealed: false,
  tokens: 0,
  persistent: false,
});

describeWithSoftHsm('PKCS#11 contract', () => {
  describeRootContract('PKCS#11, SoftHSM2', pkcs11World, {
    kind: 'pkcs11',
    sealed: true,
    tokens: 1,
    persistent: true,
  });
});
