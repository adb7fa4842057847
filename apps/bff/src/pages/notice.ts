import { html } from './html.ts';
import type { Page } from './page.ts';

/** A page that says one thing and offers one way on. */
export function notice(o: {
  title: string;
  text: string;
  /** What exactly it was. */
  detail?: string;
  action: { label: string; href: string };
  requestId?: { label: string; value: string };
}): Page {
  const id = o.requestId && html`<footer>${o.requestId.label}: <code>${o.requestId.value}</code></footer>`;
  const detail = o.detail === undefined ? undefined : html`<p>${o.detail}</p>`;
  return {
    title: o.title,
    content: html`<p>${o.text}</p>${detail}<a class="button" href="${o.action.href}">${o.action.label}</a>${id}`,
  };
}
