import { Html, html } from '../pages/html.ts';
import type { Page } from '../pages/page.ts';
import type { Words } from '../pages/words.ts';

/** Where the script that submits the form for the user is served from. */
export const submitScriptPath = '/auth/submit.js';
/** Only pages that the user has already said yes to load it. */
export const submitScript = "document.querySelector('button[name=logout]')?.click();\n";

/**
 * The question of the provider before it ends a session (OpenID Connect RP-Initiated Logout 1.0 §2). When the console itself sent the
 * user here with a valid ID token, the answer is known: a script gives it, and without script the button is there.
 *
 * `form` is made by oidc-provider: a form with id `op.logoutForm` and a hidden token against forgery.
 */
export function signOutPage(w: Words, form: string, alreadyConfirmed: boolean): Page {
  const stay = alreadyConfirmed
    ? undefined
    : html`<button class="plain" type="submit" form="op.logoutForm">${w.staySignedIn}</button>`;
  return {
    title: w.signOutTitle,
    content: html`<p>${w.signOutText}</p>${new Html(form)}
<button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>${w.signOut}</button>${stay}`,
    ...(alreadyConfirmed ? { script: submitScriptPath } : {}),
  };
}
