import type { RequestSignatureAlgorithm } from '@dewpoint/engine';

/** What differs between the signature algorithms at the edge; the keys are the engine's matter. */
export interface SigningAlgorithm {
  readonly name: RequestSignatureAlgorithm;
  /** Digest of body and canonical request. */
  readonly digest: 'sha256' | 'sm3';
  /** Header in which a client may send the digest of the body. */
  readonly bodyDigestHeader: 'x-sdk-content-sha256' | 'x-sdk-content-sm3';
  /** True: `Credential=<access key>/<yyyymmdd>/<region>/<service>` stands in the place of `Access=<access key>`. */
  readonly scoped: boolean;
}

const sha256 = { digest: 'sha256', bodyDigestHeader: 'x-sdk-content-sha256', scoped: false } as const;
const sm3 = { digest: 'sm3', bodyDigestHeader: 'x-sdk-content-sm3', scoped: false } as const;

/**; what it leaves open of the last four is as in huaweicloudsdkcore 3.1.219, signer/signer.py. */
const byName: Readonly<Record<RequestSignatureAlgorithm, SigningAlgorithm>> = {
  'SDK-HMAC-SHA256': { name: 'SDK-HMAC-SHA256', ...sha256 },
  'V11-HMAC-SHA256': { name: 'V11-HMAC-SHA256', ...sha256, scoped: true },
  'SDK-HMAC-SM3': { name: 'SDK-HMAC-SM3', ...sm3 },
  'SDK-ECDSA-P256-SHA256': { name: 'SDK-ECDSA-P256-SHA256', ...sha256 },
  'SDK-SM2-SM3': { name: 'SDK-SM2-SM3', ...sm3 },
};

export function signingAlgorithm(name: string): SigningAlgorithm | undefined {
  return isKnown(name) ? byName[name] : undefined;
}

function isKnown(name: string): name is RequestSignatureAlgorithm {
  return Object.hasOwn(byName, name);
}
