import { createHash, type KeyObject, sign } from 'node:crypto';

/** Signature type of Ed25519 in C2SP signed-note. */
const ED25519 = 1;

/** First line of the checkpoints of an account; also the name of every key that signs them. */
export function originOf(accountId: string): string {
  return `dewpoint/traces/${accountId}`;
}

/** Text of a checkpoint before it is signed: origin, size and root (C2SP tlog-checkpoint). */
export function checkpointText(origin: string, size: number, root: Uint8Array): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/**
 * A signed note (C2SP signed-note): the text, an empty line, and `— <key name> <base64 of key ID and signature>`.
 * @param text ends with a line feed
 */
export function signNote(
  text: string,
  signer: { readonly name: string; readonly publicKey: Uint8Array; readonly privateKey: KeyObject },
): string {
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const line = Buffer.concat([keyIdOf(signer.name, signer.publicKey), signature]).toString('base64');
  return `${text}\n\u2014 ${signer.name} ${line}\n`;
}

/** Public key in the form that verifiers read: `<name>+<key ID in hex>+<base64 of 01 and the key>`. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  const key = Buffer.concat([Buffer.of(ED25519), publicKey]).toString('base64');
  return `${name}+${keyIdOf(name, publicKey).toString('hex')}+${key}`;
}

/** First four bytes of `SHA-256(<name> LF 01 <public key>)`. */
function keyIdOf(name: string, publicKey: Uint8Array): Buffer {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ED25519))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
}
