import type { IncomingMessage, ServerResponse } from 'node:http';
import { newNonce, pagePolicy } from '../http/security-headers.ts';
import { Html, html } from './html.ts';
import { type Language, languageOf } from './language.ts';
import { pageStyle } from './style.ts';
import { type Words, words } from './words.ts';

export interface Page {
  readonly title: string;
  readonly content: Html;
  /** Same-origin script file that the page may do without. */
  readonly script?: string;
}

const languageTags: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN', fr: 'fr' };

/** A drop with a keyhole. */
const mark = html`<svg viewBox="0 0 32 32" fill="currentColor" aria-hidden="true"><path fill-rule="evenodd" d="M16 2c5 6.6 10 12 10 18a10 10 0 0 1-20 0C6 14 11 8.6 16 2Zm0 13.5a3.5 3.5 0 0 0-1.7 6.56L13.2 26h5.6l-1.1-3.94A3.5 3.5 0 0 0 16 15.5Z"/></svg>`;

/** The words of the request's language, and the HTML document of a page in it. */
export function pageFor(
  request: IncomingMessage,
  build: (words: Words) => Page,
): { document: string; policy: string; language: string } {
  const language = languageOf(request);
  const nonce = newNonce();
  const page = build(words[language]);
  return {
    document: documentOf(page, words[language], languageTags[language], nonce),
    policy: pagePolicy(nonce),
    language: languageTags[language],
  };
}

/** Sends a page; it is never stored, since it may hold a form bound to this very sign-in. */
export function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  build: (words: Words) => Page,
): void {
  const { document, policy, language } = pageFor(request, build);
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Language', language);
  response.setHeader('Vary', 'Accept-Language');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', policy);
  response.end(document);
}

function documentOf(page: Page, w: Words, language: string, nonce: string): string {
  const script = page.script === undefined ? undefined : html`<script src="${page.script}" defer></script>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} · ${w.product}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style nonce="${nonce}">${new Html(pageStyle)}</style>
${script}
</head>
<body>
<main>
<header>${mark}<div><p class="name">${w.product}</p><p class="tagline">${w.tagline}</p></div></header>
<h1>${page.title}</h1>
${page.content}
</main>
</body>
</html>
`.source;
}
