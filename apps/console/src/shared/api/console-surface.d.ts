/** Made by build/console-surface.ts from the contract's catalogue. */
declare module 'virtual:console-surface' {
  import type { ConsoleOperationId } from '@dewpoint/contract';
  import type { Placed } from '@dewpoint/contract/browser';

  export const consoleSurface: Readonly<Record<ConsoleOperationId, Placed>>;
}
