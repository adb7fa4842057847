import { html } from './html.ts';
import type { Page } from './page.ts';

interface Way {
  readonly label: string;
  readonly href: string;
}

/** A page that says one thing and offers one way on, or a second one beside it. */
export function notice(o: {
  title: string;
  text: string;
  /** What exactly it was. */
  detail?: string;
  action: Way;
  otherAction?: Way | undefined;
  requestId?: { label: string; value: string };
}): Page {
  const id = o.requestId && html`<footer>${o.requestId.label}: <code>${o.requestId.value}</code></footer>`;
  const detail = o.detail === undefined ? undefined : html`<p>${o.detail}</p>`;
  const other =
    o.otherAction && html`<a class="button plain" href="${o.otherAction.href}">${o.otherAction.label}</a>`;
  return {
    title: o.title,
    content: html`<p>${o.text}</p>${detail}<a class="button" href="${o.action.href}">${o.action.label}</a>${other}${id}`,
  };
}
