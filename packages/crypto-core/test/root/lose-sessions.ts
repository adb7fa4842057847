/**
 * Run as a program by pkcs11-recovery.test.ts: takes sessions and login from under a connected token, which only another
 * user of the same module in the same process can do, and reports whether the token works on.
 */
import { pkcs11 } from '../../src/root/pkcs11/module-failure.ts';
import { Token } from '../../src/root/pkcs11/token.ts';

const [modulePath = '', tokenLabel = '', pin = ''] = process.argv.slice(2);
const token = await Token.connect({
  modulePath,
  tokenLabel,
  keyLabel: 'dewpoint-root',
  pin,
  mayCreate: true,
});

const intruder = new pkcs11.PKCS11();
intruder.load(modulePath);
const [slot] = intruder
  .C_GetSlotList(true)
  .filter((one) => intruder.C_GetTokenInfo(one).label.trim() === tokenLabel);
if (slot === undefined) {
  throw new Error('no slot');
}

const key = Buffer.alloc(32, 9);
const context = Buffer.from('context');
const losses: Record<string, () => void> = {
  'all sessions closed': () => intruder.C_CloseAllSessions(slot),
  'logged out': () => intruder.C_Logout(intruder.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION)),
};
const wrapped = token.wrap({ key, context });
const outcomes = Object.entries(losses).map(([name, lose]) => {
  const works: Record<string, boolean> = {};
  lose();
  works.wrap = token.wrap({ key, context }).rootKeyId === wrapped.rootKeyId;
  lose();
  works.unwrap = Buffer.from(token.unwrap({ ...wrapped, context }).key).equals(key);
  lose();
  works.random = token.random({ lengthInBytes: 8 }).bytes.length === 8;
  lose();
  works.refresh = token.refresh().rootKeyIds.length === 1;
  return [name, works];
});
token.close();
process.stdout.write(JSON.stringify(Object.fromEntries(outcomes)));
