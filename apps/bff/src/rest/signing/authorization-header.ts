import { OperationError } from '@dewpoint/contract';
import { type SigningAlgorithm, signingAlgorithm } from './signing-algorithms.ts';

/** A signed `Authorization` header, taken apart. */
export interface SignedAuthorization {
  readonly algorithm: SigningAlgorithm;
  readonly accessKeyId: string;
  /** `<yyyymmdd>/<region>/<service>`; empty for algorithms without a scope. */
  readonly scope: string;
  /** Lower-case names in the order of the header. */
  readonly signedHeaders: readonly string[];
  readonly signature: Buffer;
}

const MAX_SIGNED_HEADERS = 100;
/** A DER signature over a curve of 256 bits has at most 72 bytes. */
const MAX_SIGNATURE_IN_BYTES = 72;

const accessKey = /^[A-Za-z0-9]{1,64}$/;
const scopedAccessKey = /^([A-Za-z0-9]{1,64})\/(\d{8}\/[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,64})$/;
/** Names of header fields, RFC 9110 5.1, without capitals. */
const headerNames = /^[!#$%&'*+.^_`|~0-9a-z-]+(?:;[!#$%&'*+.^_`|~0-9a-z-]+)*$/;
const hex = /^(?:[0-9a-fA-F]{2})+$/;

/**
 * `<algorithm> Access=<access key>, SignedHeaders=<names>, Signature=<hex>`.
 * @throws OperationError authorizationUnknown, signatureMalformed
 */
export function parseAuthorization(header: string): SignedAuthorization {
  const space = header.indexOf(' ');
  const algorithm = signingAlgorithm(space < 0 ? header : header.slice(0, space));
  if (algorithm === undefined) throw new OperationError('authorizationUnknown');
  const fields = fieldsOf(header.slice(algorithm.name.length));
  const credential = algorithm.scoped ? fields?.get('Credential') : fields?.get('Access');
  const match = (algorithm.scoped ? scopedAccessKey : accessKey).exec(credential ?? '');
  const names = fields?.get('SignedHeaders') ?? '';
  const signature = fields?.get('Signature') ?? '';
  const signedHeaders = names.split(';');
  const wellFormed =
    match !== null &&
    fields?.size === 3 &&
    headerNames.test(names) &&
    signedHeaders.length <= MAX_SIGNED_HEADERS &&
    new Set(signedHeaders).size === signedHeaders.length &&
    hex.test(signature) &&
    signature.length <= MAX_SIGNATURE_IN_BYTES * 2;
  if (!wellFormed) throw malformed(algorithm);
  const [whole, accessKeyId = whole, scope = ''] = match;
  return { algorithm, accessKeyId, scope, signedHeaders, signature: Buffer.from(signature, 'hex') };
}

/** Undefined when a part is no `name=value` or stands there twice. */
function fieldsOf(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(0, equals)).trim();
    if (name === '' || fields.has(name)) return undefined;
    fields.set(name, part.slice(equals + 1).trim());
  }
  return fields;
}

function malformed({ name, scoped }: SigningAlgorithm): OperationError {
  const credential = scoped ? 'Credential=<access key>/<yyyymmdd>/<region>/<service>' : 'Access=<access key>';
  return new OperationError('signatureMalformed', {
    message: `Incorrect IAM authentication information: the Authorization header is malformed. Send ${name} ${credential}, SignedHeaders=<lower-case names joined by ;>, Signature=<hex>.`,
  });
}
