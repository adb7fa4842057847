declare global {
  /** Where zod looks for its configuration when its module starts; `z.config` comes too late for schemas made before it is called. */
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

// While a schema is made, zod tries whether it may compile it with `new Function`. The page's content security policy forbids that, and
// the browser reports the try as a violation. This must run before any script with schemas does.
globalThis.__zod_globalConfig = { jitless: true };

export {};
