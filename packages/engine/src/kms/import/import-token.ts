import { OperationError, type WrappingAlgorithm, wrappingAlgorithmNames } from '@dewpoint/contract';
import { DecryptionFailedError, MalformedError } from '@dewpoint/crypto-core';
import type { AccountSealing } from '../../keys/account-keys.ts';

/** What an import token stands for (IMP-02, IMP-08). */
export interface ImportToken {
  /** Row of the wrapping key in `import_parameters`; the token is spent when the row is gone. */
  readonly parametersId: string;
  readonly keyId: string;
  readonly algorithm: WrappingAlgorithm;
  /** ID of the user who asked for it. */
  readonly callerId: string;
  /** ms since 1970 UTC. */
  readonly expiresAt: number;
}

const CONTEXT = 'import token';
const FORMAT = 1;

/** The token as its holder gets it: opaque, about 260 bytes, sealed under the account key, so nothing in it can be read or changed. */
export function sealToken(sealing: AccountSealing, accountId: string, token: ImportToken): Promise<Buffer> {
  const { parametersId, keyId, algorithm, callerId, expiresAt } = token;
  const text = JSON.stringify([FORMAT, parametersId, keyId, algorithm, callerId, expiresAt]);
  return sealing.seal(accountId, Buffer.from(text, 'utf8'), CONTEXT);
}

/**
 * Opens a token and checks that it is this caller's, for this key, and in time; whether it was used only the store tells.
 * @throws OperationError `importTokenInvalid`, `importTokenOfOtherKey`, `importTokenExpired`
 */
export async function openToken(
  sealing: AccountSealing,
  call: {
    readonly accountId: string;
    readonly keyId: string;
    readonly callerId: string;
    readonly now: number;
  },
  bytes: Uint8Array,
): Promise<ImportToken> {
  const token = parse(await unseal(sealing, call.accountId, bytes));
  if (token.keyId !== call.keyId)
    throw new OperationError('importTokenOfOtherKey', { field: 'import_token' });
  if (token.callerId !== call.callerId) throw invalid();
  if (token.expiresAt <= call.now) throw new OperationError('importTokenExpired', { field: 'import_token' });
  return token;
}

/** The one answer for tokens that are forged or another caller's: which, is nobody's business. */
function invalid(cause?: unknown): OperationError {
  return new OperationError('importTokenInvalid', { field: 'import_token', cause });
}

/** For a token that its caller has used: what it stands for is gone. */
export function used(): OperationError {
  return new OperationError('importTokenUsed', { field: 'import_token' });
}

async function unseal(sealing: AccountSealing, accountId: string, bytes: Uint8Array): Promise<Buffer> {
  try {
    return await sealing.open(accountId, bytes, CONTEXT);
  } catch (error) {
    if (error instanceof DecryptionFailedError || error instanceof MalformedError) throw invalid(error);
    throw error;
  }
}

/** What was sealed here was written by `sealToken` of this or an older release. */
function parse(bytes: Buffer): ImportToken {
  const fields: unknown = JSON.parse(bytes.toString('utf8'));
  if (!Array.isArray(fields)) throw invalid();
  const [format, parametersId, keyId, algorithmName, callerId, expiresAt]: readonly unknown[] = fields;
  const algorithm = wrappingAlgorithmNames.find((name) => name === algorithmName);
  if (
    format !== FORMAT ||
    typeof parametersId !== 'string' ||
    typeof keyId !== 'string' ||
    algorithm === undefined ||
    typeof callerId !== 'string' ||
    typeof expiresAt !== 'number'
  ) {
    throw invalid();
  }
  return { parametersId, keyId, algorithm, callerId, expiresAt };
}
