import type { ConsoleClient } from '@dewpoint/contract/browser';
import type { SecretValue } from './difference.ts';

/** Reads the value of a version; each reading is traced. */
export async function readValue(
  client: ConsoleClient,
  secretName: string,
  versionId: string,
  signal: AbortSignal,
): Promise<SecretValue> {
  const { version } = await client.call('csms.showSecretVersion', { secretName, versionId }, { signal });
  return version.secretString === undefined
    ? { kind: 'binary', base64: version.secretBinary ?? '' }
    : { kind: 'text', text: version.secretString };
}
