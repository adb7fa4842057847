import { registerHooks } from 'node:module';

/**
 * Makes the product that is loaded after this a build that discards its traces: the module of the audit writer is another one. For
 * `node --import` in the benchmark only; the product itself knows no way to leave traces out.
 */
const writer = new URL('../../../packages/engine/src/audit/group-commit-writer.ts', import.meta.url).href;
const discarding = new URL('./discarding-writer.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context);
    return resolved.url === writer ? { ...resolved, url: discarding } : resolved;
  },
});
