import createCache, { type EmotionCache } from '@emotion/cache';

/** The nonce of the page's content security policy: the server puts a fresh one into index.html with every answer. */
export function pageNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined;
}

/** The style cache under the nonce: without it the browser refuses the styles. */
export function createStyleCache(): EmotionCache {
  const nonce = pageNonce();
  return createCache({ key: 'dp', prepend: true, ...(nonce ? { nonce } : {}) });
}
