import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import {
  ecdsaSignDigest,
  ecdsaVerifyDigest,
  pkcs1SignDigest,
  pkcs1VerifyDigest,
  pssSignDigest,
  pssVerifyDigest,
} from '../prehashed.ts';
import { sm2Decrypt, sm2Encrypt, sm2Sign, sm2Verify } from '../sm2.ts';

/**
 * Everything that runs in an offload worker: private key operations and big-integer arithmetic that have no
 * asynchronous form in Node and would stop the event loop for up to 5 ms. Arguments and results cross by structured
 * clone; a KeyObject crosses as a handle. A task answers an expected failure with undefined or false and never
 * throws it.
 */
export const tasks = {
  sm2Sign,
  sm2Verify,
  sm2Encrypt,
  sm2Decrypt,
  pkcs1SignDigest,
  pkcs1VerifyDigest,
  pssSignDigest,
  pssVerifyDigest,
  ecdsaSignDigest,
  ecdsaVerifyDigest,
  pkcs1Decrypt,
} as const;

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;

/**
 * RSAES-PKCS1-v1_5 with OpenSSL's implicit rejection: bad padding gives random-looking bytes of a random length instead of an
 * error, so that there is no padding oracle. The caller must check what comes out.
 */
function pkcs1Decrypt(key: KeyObject, ciphertext: Uint8Array): Buffer | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, ciphertext);
  } catch {
    return undefined;
  }
}
