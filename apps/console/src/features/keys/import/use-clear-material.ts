import type { KeySpecName } from '@dewpoint/contract';
import { useEffect, useRef, useState } from 'react';
import { generateMaterial, type MaterialProblem, readMaterial } from './wrap-material.ts';

/** A private key of RSA_4096 in PEM has about 3300 bytes. */
export const MAX_CLEAR_MATERIAL_IN_BYTES = 16_384;

/** What is told of the material; never the material itself. */
export type ClearMaterialState =
  | { readonly kind: 'none' }
  | { readonly kind: 'chosen'; readonly name: string; readonly size: number }
  | { readonly kind: 'generated'; readonly saved: boolean }
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly size: number;
      readonly problem: MaterialProblem | 'empty' | 'tooLarge';
    };

/**
 * Key material in clear for as long as one is at the step: in memory, outside of React's state, and overwritten as soon as it is replaced,
 * wrapped or left behind.
 */
export function useClearMaterial(spec: KeySpecName) {
  const bytes = useRef<Uint8Array<ArrayBuffer> | null>(null);
  const [state, setState] = useState<ClearMaterialState>({ kind: 'none' });

  function keep(material: Uint8Array<ArrayBuffer> | null, next: ClearMaterialState): void {
    bytes.current?.fill(0);
    bytes.current = material;
    setState(next);
  }
  useEffect(() => () => void bytes.current?.fill(0), []);

  return {
    state,
    async choose(file: File): Promise<void> {
      const { name, size } = file;
      if (size === 0) return keep(null, { kind: 'refused', name, size, problem: 'empty' });
      if (size > MAX_CLEAR_MATERIAL_IN_BYTES)
        return keep(null, { kind: 'refused', name, size, problem: 'tooLarge' });
      const read = await readMaterial(spec, new Uint8Array(await file.arrayBuffer()));
      if ('problem' in read) keep(null, { kind: 'refused', name, size, problem: read.problem });
      else keep(read.material, { kind: 'chosen', name, size });
    },
    async generate(): Promise<void> {
      keep(await generateMaterial(spec), { kind: 'generated', saved: false });
    },
    /** Hands the material to whoever saves it. */
    save(to: (material: Uint8Array<ArrayBuffer>) => void): void {
      if (bytes.current === null) return;
      to(bytes.current);
      setState({ kind: 'generated', saved: true });
    },
    /** The material, to be overwritten by who takes it; null when there is none. */
    take(): Uint8Array<ArrayBuffer> | null {
      const taken = bytes.current;
      bytes.current = null;
      setState({ kind: 'none' });
      return taken;
    },
  };
}
