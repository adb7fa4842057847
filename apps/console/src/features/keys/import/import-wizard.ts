import { base64OfBytes, bytesOfBase64, type WrappingAlgorithm } from '@dewpoint/contract';
import { ApiError } from '@dewpoint/contract/browser';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { useSignedOut } from '../../../shared/api/signed-out.ts';
import { useSingleFlight } from '../../../shared/components/use-single-flight.ts';
import { invalidateKeys } from '../api/key-queries.ts';
import type { WrappedMaterial, WrappingKey } from './wrap-material.ts';

/** What the server gave for one import. The token is a secret of this import: it stays in the state of the wizard. */
export interface ImportParameters extends WrappingKey {
  /** Base64. */
  readonly importToken: string;
  /** When both end, ms since 1970 UTC. */
  readonly expiresAt: number;
}

/** Fields of the import that a refusal can name. */
export const importFields = [
  'encryptedKeyMaterial',
  'encryptedPrivatekey',
  'importToken',
  'expirationTime',
] as const;
export type ImportField = (typeof importFields)[number];

export interface ImportOrder {
  readonly importToken: string;
  readonly wrapped: WrappedMaterial;
  /** ms since 1970 UTC; null: never. */
  readonly expiresAt: number | null;
}

/**
 * The state of Import Key for one key, kept over its steps and gone with the page: parameters and wrapped material. Neither goes through
 * the caches of queries and mutations.
 */
export function useImportWizard(keyId: string) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const signedOut = useSignedOut();
  const [parameters, setParameters] = useState<ImportParameters | null>(null);
  const [wrapped, setWrapped] = useState<WrappedMaterial | null>(null);
  const [refusal, setRefusal] = useState<Error | null>(null);

  function refused(error: unknown): Error {
    if (!(error instanceof Error)) throw error;
    if (isSignedOut(error)) signedOut();
    setRefusal(error);
    return error;
  }

  const fetching = useSingleFlight(
    async (wrappingAlgorithm: WrappingAlgorithm, onDone: (parameters: ImportParameters) => void) => {
      setRefusal(null);
      try {
        const answer = await api.client.call('kms.getParametersForImport', { keyId, wrappingAlgorithm });
        const got = {
          algorithm: wrappingAlgorithm,
          publicKey: bytesOfBase64(answer.publicKey) ?? new Uint8Array(),
          importToken: answer.importToken,
          expiresAt: answer.expirationTime * 1000,
        };
        setParameters(got);
        // What was wrapped for another wrapping key fits no more.
        setWrapped(null);
        onDone(got);
      } catch (error) {
        refused(error);
      }
    },
  );

  const importing = useSingleFlight(
    async (
      { importToken, wrapped: material, expiresAt }: ImportOrder,
      on: { readonly done: () => void; readonly refused: (field: ImportField | null) => void },
    ) => {
      setRefusal(null);
      try {
        await api.client.call('kms.importKeyMaterial', {
          keyId,
          importToken,
          encryptedKeyMaterial: base64OfBytes(material.encryptedKeyMaterial),
          ...(material.encryptedPrivatekey === null
            ? {}
            : { encryptedPrivatekey: base64OfBytes(material.encryptedPrivatekey) }),
          ...(expiresAt === null ? {} : { expirationTime: Math.floor(expiresAt / 1000) }),
        });
        on.done();
      } catch (error) {
        on.refused(fieldOf(refused(error)));
      } finally {
        await invalidateKeys(queryClient, api);
      }
    },
  );

  return {
    parameters,
    wrapped,
    setWrapped,
    refusal,
    forgetRefusal: () => setRefusal(null),
    fetchParameters: fetching.run,
    fetching: fetching.busy,
    importMaterial: importing.run,
    importing: importing.busy,
  };
}
export type ImportWizard = ReturnType<typeof useImportWizard>;

/** The field that a refusal of the import names. */
export function fieldOf(error: Error | null): ImportField | null {
  return error instanceof ApiError ? (importFields.find((name) => name === error.field) ?? null) : null;
}
