/**
 * jsdom brings a Uint8Array of its own, and Node's Buffer is none of it; in a browser there is only one. The mocked server runs on Node
 * and looks at its bytes with `instanceof`, so the one that Buffer extends is put back before anything else is loaded.
 */
Object.defineProperty(globalThis, 'Uint8Array', {
  value: Object.getPrototypeOf(Buffer),
  configurable: true,
  writable: true,
});
