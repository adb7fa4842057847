import { type KeySpecName, materialLengthInBytes, type WrappingAlgorithm } from '@dewpoint/contract';

/** What a line of the commands does, as the screen says it. */
export type CommandPurpose =
  | 'material'
  | 'temporaryKey'
  | 'wrap'
  | 'privateKey'
  | 'pkcs8'
  | 'der'
  | 'wrapPrivateKey';

export interface Command {
  readonly purpose: CommandPurpose;
  readonly text: string;
}

/** Names of the files that the commands read and write, as in the documents [G 2.1.3.2]. */
export const commandFiles = {
  material: 'PlaintextKeyMaterial.bin',
  wrapped: 'EncryptedKeyMaterial.bin',
  privateKey: 'private_key.der',
  wrappedPrivateKey: 'out_private_key.der',
} as const;

const TEMPORARY_KEY_IN_BYTES = 32;

/**
 * The commands of the documents that make material for a key and wrap it, ready to be run in the folder of the downloaded wrapping key.
 * For asymmetric keys they make a temporary AES-256 key, and wrap a PKCS#8 private key under it (IMP-03, RFC 5649).
 */
export function opensslCommands(
  spec: KeySpecName,
  algorithm: WrappingAlgorithm,
  wrappingKeyFile: string,
): readonly Command[] {
  const length = materialLengthInBytes(spec);
  const { material } = commandFiles;
  const wrap: Command = { purpose: 'wrap', text: wrapCommand(algorithm, wrappingKeyFile) };
  if (length !== undefined) {
    return [{ purpose: 'material', text: `openssl rand -out ${material} ${length}` }, wrap];
  }
  return [
    { purpose: 'temporaryKey', text: `openssl rand -out ${material} ${TEMPORARY_KEY_IN_BYTES}` },
    wrap,
    ...privateKeyCommands(spec),
    {
      purpose: 'wrapPrivateKey',
      text: `openssl enc -id-aes256-wrap-pad -K $(od -An -v -tx1 ${material} | tr -d ' \\n') -iv A65959A6 -in ${commandFiles.privateKey} -out ${commandFiles.wrappedPrivateKey}`,
    },
  ];
}

function wrapCommand(algorithm: WrappingAlgorithm, wrappingKeyFile: string): string {
  const files = `-in ${commandFiles.material} -inkey ${wrappingKeyFile} -out ${commandFiles.wrapped} -keyform der -pubin`;
  switch (algorithm) {
    case 'RSAES_OAEP_SHA_256':
    case 'RSAES_OAEP_SHA_1': {
      const hash = algorithm === 'RSAES_OAEP_SHA_256' ? 'sha256' : 'sha1';
      return `openssl pkeyutl ${files} -encrypt -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash}`;
    }
    case 'RSAES_PKCS1_V1_5':
      return `openssl pkeyutl ${files} -encrypt -pkeyopt rsa_padding_mode:pkcs1`;
    case 'SM2_ENCRYPT':
      return `openssl pkeyutl ${files} -encrypt`;
  }
}

function privateKeyCommands(spec: KeySpecName): readonly Command[] {
  const der: Command = {
    purpose: 'der',
    text: `openssl pkcs8 -topk8 -inform PEM -outform DER -in private_key.pem -out ${commandFiles.privateKey} -nocrypt`,
  };
  const bits = /^RSA_(\d+)$/.exec(spec)?.[1];
  if (bits !== undefined) {
    return [
      { purpose: 'privateKey', text: `openssl genrsa -out pkcs1_private_key.pem ${bits}` },
      {
        purpose: 'pkcs8',
        text: 'openssl pkcs8 -topk8 -inform PEM -in pkcs1_private_key.pem -outform pem -nocrypt -out private_key.pem',
      },
      der,
    ];
  }
  const kind =
    spec === 'SM2'
      ? '-algorithm SM2'
      : `-algorithm EC -pkeyopt ec_paramgen_curve:${spec === 'EC_P256' ? 'P-256' : 'P-384'}`;
  return [{ purpose: 'privateKey', text: `openssl genpkey ${kind} -out private_key.pem` }, der];
}
