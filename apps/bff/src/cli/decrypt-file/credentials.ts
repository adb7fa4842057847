import { createHmac, hash } from 'node:crypto';
import { canonicalRequests } from '../../rest/signing/canonical-request.ts';
import { UsageError } from '../command.ts';

const ALGORITHM = 'SDK-HMAC-SHA256';
const SIGNED_HEADERS = ['content-type', 'host', 'x-project-id', 'x-sdk-date'] as const;

export interface JsonRequest {
  readonly url: URL;
  readonly projectId: string;
  readonly body: string;
}

/** Headers that prove who asks. @param now ms since 1970 UTC */
export type Credentials = (request: JsonRequest, now: number) => Readonly<Record<string, string>>;

/**
 * The credentials in the environment, under the names that other clients read: a token in OS_TOKEN, or an access key in
 * HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK.
 */
export function credentialsFrom(environment: Readonly<Record<string, string | undefined>>): Credentials {
  const { OS_TOKEN: token, HUAWEICLOUD_SDK_AK: accessKey, HUAWEICLOUD_SDK_SK: secretKey } = environment;
  if (token) return ({ projectId }) => ({ 'x-auth-token': token, 'x-project-id': projectId });
  if (accessKey && secretKey) return (request, now) => signedHeaders(request, accessKey, secretKey, now);
  throw new UsageError(
    'No credentials. Set OS_TOKEN to a token of the project, or HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK to an access key.',
  );
}

function signedHeaders(
  { url, projectId, body }: JsonRequest,
  accessKey: string,
  secretKey: string,
  now: number,
) {
  const date = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers = {
    'content-type': 'application/json',
    host: url.host,
    'x-project-id': projectId,
    'x-sdk-date': date,
  };
  const [canonical = ''] = canonicalRequests(
    {
      method: 'POST',
      target: url.pathname,
      signedHeaders: SIGNED_HEADERS,
      header: (name) => Object.entries(headers).find(([known]) => known === name)?.[1] ?? '',
    },
    [hash('sha256', body)],
  );
  const toSign = [ALGORITHM, date, hash('sha256', canonical)].join('\n');
  const signature = createHmac('sha256', secretKey).update(toSign).digest('hex');
  return {
    'x-project-id': projectId,
    'x-sdk-date': date,
    authorization: `${ALGORITHM} Access=${accessKey}, SignedHeaders=${SIGNED_HEADERS.join(';')}, Signature=${signature}`,
  };
}
