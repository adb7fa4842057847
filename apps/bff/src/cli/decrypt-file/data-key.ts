import { bytesOfHex, hexOfBytes } from '@dewpoint/contract';
import { FILE_DATA_KEY_CONTEXT, FILE_DATA_KEY_IN_BYTES, type FileHeader } from '@dewpoint/contract/file';
import type { Credentials } from './credentials.ts';

/**
 * Has the server open the data key of a file with `decrypt-datakey`. The caller overwrites what it gets.
 * @throws Error that says what the server refused, or that it could not be reached
 */
export async function openDataKey(
  header: FileHeader,
  server: URL,
  credentials: Credentials,
): Promise<Uint8Array> {
  const { projectId, keyId } = header;
  const url = new URL(`/v1.0/${projectId}/kms/decrypt-datakey`, server);
  const body = JSON.stringify({
    key_id: keyId,
    cipher_text: hexOfBytes(header.wrappedDataKey),
    datakey_cipher_length: String(FILE_DATA_KEY_IN_BYTES),
    additional_authenticated_data: FILE_DATA_KEY_CONTEXT,
  });
  const answer = await post(url, body, credentials({ url, projectId, body }, Date.now()));
  const dataKey = typeof answer.data_key === 'string' ? bytesOfHex(answer.data_key) : null;
  if (dataKey?.length !== FILE_DATA_KEY_IN_BYTES)
    throw new Error(`${server.origin} did not answer a data key.`);
  return dataKey;
}

async function post(
  url: URL,
  body: string,
  credentials: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const headers = { 'content-type': 'application/json', ...credentials };
  let response: Response;
  try {
    // Credentials go where they were meant to go, and nowhere else.
    response = await fetch(url, { method: 'POST', headers, body, redirect: 'error' });
  } catch (cause) {
    throw new Error(`${url.origin} cannot be reached. Check --server.`, { cause });
  }
  const answer: unknown = await response.json().catch(() => null);
  const fields = typeof answer === 'object' && answer !== null ? { ...answer } : {};
  if (response.ok) return fields;
  const { error_code: code, error_msg: message } = fields as Readonly<Record<string, unknown>>;
  throw new Error(
    typeof message === 'string'
      ? `${url.origin} refused: ${message} (${String(code)})`
      : `${url.origin} answered ${response.status}.`,
  );
}
