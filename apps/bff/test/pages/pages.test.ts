import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { html } from '../../src/pages/html.ts';
import { languageOf } from '../../src/pages/language.ts';
import { pageFor } from '../../src/pages/page.ts';

function requestWith(acceptLanguage: string): IncomingMessage {
  return { headers: { 'accept-language': acceptLanguage } } as IncomingMessage;
}

describe('IAM-01 pages of sign-in', () => {
  it('escape every value', () => {
    expect(html`<a title="${`"'<&>`}">${'<b>'}</a>${undefined}${[html`<i></i>`, '<']}`.source).toBe(
      '<a title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;</a><i></i>&lt;',
    );
  });

  it.each([
    ['', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,zh;q=0.5', 'en'],
    ['de,zh;q=0.2,en;q=0.1', 'zh'],
    ['fr-CA, en;q=0.9', 'fr'],
    ['de', 'en'],
    ['zh;q=0, en', 'en'],
  ])('speak for Accept-Language %j the language %s', (header, expected) => {
    expect(languageOf(requestWith(header))).toBe(expected);
  });

  it('allow no inline script and only the style that carries the nonce of this answer', () => {
    const build = () => ({ title: 't', content: html`c` });
    const first = pageFor(requestWith(''), build);
    const second = pageFor(requestWith(''), build);
    const nonce = /style-src 'nonce-([\w-]{22})'/.exec(first.policy)?.[1];
    expect(first.document).toContain(`<style nonce="${nonce}">`);
    expect(first.policy).toBe(
      `default-src 'none'; script-src 'self'; style-src 'nonce-${nonce}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(second.policy).not.toBe(first.policy);
  });
});
