import {
  base64OfBytes,
  bytesOfBase64,
  bytesOfHex,
  type MacAlgorithm,
  macAlgorithmsOf,
  type SigningAlgorithm,
  signingAlgorithmsOf,
} from '@dewpoint/contract';
import { useEffect, useReducer, useRef } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { useSignedOut } from '../../../shared/api/signed-out.ts';
import { useSingleFlight } from '../../../shared/components/use-single-flight.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { bytesOfMessage, type MessageFormat, type MessageType, messageTrouble } from './message-bytes.ts';
import { withoutSpace } from './use-tool.ts';

/** Signatures of asymmetric keys, message authentication codes of HMAC keys. */
export type ProofKind = 'sign' | 'mac';
export const proofModes = ['make', 'check'] as const;
export type ProofMode = (typeof proofModes)[number];

interface ProofState {
  readonly mode: ProofMode;
  readonly signingAlgorithm: SigningAlgorithm | null;
  readonly messageType: MessageType;
  readonly format: MessageFormat;
  readonly message: string;
  /** Signature or MAC: made, or given to be checked. */
  readonly proof: string;
  /** Of the last check; null while nothing was checked. */
  readonly valid: boolean | null;
  readonly error: Error | null;
}

type Answer = Pick<ProofState, 'proof'> | Pick<ProofState, 'valid'>;

const unanswered = { valid: null, error: null } as const;

/** State and acts of the sign/verify and MAC tool (CRY-03, CRY-04). The message lives here and nowhere else, as in {@link useTool}. */
export function useProofTool(item: KeyDetails, kind: ProofKind) {
  const { client } = useProjectApi();
  const signedOut = useSignedOut();
  const [state, change] = useReducer(
    (now: ProofState, next: Partial<ProofState>): ProofState => ({ ...now, ...next }),
    {
      mode: 'make',
      signingAlgorithm: signingAlgorithmsOf(item.keySpec)[0] ?? null,
      messageType: 'RAW',
      format: 'text',
      message: '',
      proof: '',
      ...unanswered,
    },
  );
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  const bytes = bytesOfMessage(state.message, state.format);
  const trouble = messageTrouble(bytes, state.messageType, state.signingAlgorithm);
  const given = withoutSpace(state.proof);
  const proofBroken =
    state.mode === 'check' && (kind === 'sign' ? bytesOfBase64(given) : bytesOfHex(given)) === null;
  const complete =
    bytes !== null &&
    bytes.length > 0 &&
    trouble === null &&
    (state.mode === 'make' || (given !== '' && !proofBroken));

  const { run: execute, busy } = useSingleFlight(async () => {
    if (!complete) return;
    const { signal } = leaving.current;
    change({ ...unanswered, ...(state.mode === 'make' ? { proof: '' } : {}) });
    try {
      const ask = { client, item, state, message: base64OfBytes(bytes), given, signal };
      change(kind === 'sign' ? await answerOfSignature(ask) : await answerOfMac(ask));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Error)) throw error;
      if (isSignedOut(error)) signedOut();
      change({ error });
    }
  });

  return {
    state,
    trouble,
    proofBroken,
    length: bytes?.length ?? 0,
    complete,
    busy,
    execute,
    /** What was made before does not belong to what is asked now; a proof to be checked stays. */
    ask: (next: Partial<ProofState>) =>
      change({
        ...next,
        ...unanswered,
        ...(state.mode === 'make' && !('proof' in next) ? { proof: '' } : {}),
      }),
    choose: (mode: ProofMode) => change({ mode, ...unanswered }),
    clear: () => change({ message: '', proof: '', ...unanswered }),
  };
}

interface Ask extends Pick<ReturnType<typeof useProjectApi>, 'client'> {
  readonly item: KeyDetails;
  readonly state: ProofState;
  /** Base64. */
  readonly message: string;
  readonly given: string;
  readonly signal: AbortSignal;
}

async function answerOfSignature({ client, item, state, message, given, signal }: Ask): Promise<Answer> {
  const { signingAlgorithm, messageType } = state;
  if (signingAlgorithm === null) throw new TypeError(`a ${item.keySpec} key does not sign`);
  const input = { keyId: item.keyId, message, signingAlgorithm, messageType };
  if (state.mode === 'make') {
    return { proof: (await client.call('kms.sign', input, { signal })).signature };
  }
  const { signatureValid } = await client.call('kms.verify', { ...input, signature: given }, { signal });
  return { valid: signatureValid === 'true' };
}

async function answerOfMac({ client, item, state, message, given, signal }: Ask): Promise<Answer> {
  const input = { keyId: item.keyId, message, macAlgorithm: macAlgorithmOf(item) };
  if (state.mode === 'make') return { proof: (await client.call('kms.generateMac', input, { signal })).mac };
  const { macValid } = await client.call('kms.verifyMac', { ...input, mac: given }, { signal });
  return { valid: macValid };
}

/** HMAC keys have one algorithm. */
export function macAlgorithmOf({ keySpec }: Pick<KeyDetails, 'keySpec'>): MacAlgorithm {
  const [algorithm] = macAlgorithmsOf(keySpec);
  if (!algorithm) throw new TypeError(`a ${keySpec} key makes no MAC`);
  return algorithm;
}
