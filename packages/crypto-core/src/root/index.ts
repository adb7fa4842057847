export { openEphemeralRoot } from './ephemeral.ts';
export { openPkcs11Root, type Pkcs11RootOptions } from './pkcs11/pkcs11-root.ts';
export type { RootDescription, RootHealth, RootOfTrust, TokenHealth } from './root-of-trust.ts';
export { openSoftwareRoot, type SoftwareRootOptions } from './software.ts';
