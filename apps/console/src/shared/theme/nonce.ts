import createCache, { type EmotionCache } from '@emotion/cache';

/** The style cache under the page's CSP nonce: the server puts a fresh one into index.html with every answer. */
export function createStyleCache(): EmotionCache {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content');
  return createCache({ key: 'dp', prepend: true, ...(nonce ? { nonce } : {}) });
}
