import { html } from '../pages/html.ts';
import type { Page } from '../pages/page.ts';
import type { Words } from '../pages/words.ts';

/** The form of the built-in issuer; works without script. What was typed comes back after a refusal, except the password. */
export function signInPage(
  w: Words,
  form: {
    action: string;
    userName: string;
    accountName: string;
    problem: string | undefined;
    /** Somebody who is signed in is asked again: nobody else can answer. */
    confirms: boolean;
  },
): Page {
  const explanation = form.confirms ? html`<p>${w.confirmText}</p>` : undefined;
  const problem = form.problem && html`<p class="alert" role="alert" id="problem">${form.problem}</p>`;
  // Where the name is known the caret stands at what is missing.
  const retry = form.userName !== '';
  const nameFocus = retry ? undefined : html` autofocus`;
  const passwordFocus = retry ? html` autofocus` : undefined;
  const described = form.problem ? html` aria-describedby="problem"` : undefined;
  const fixed = form.confirms ? html` readonly` : undefined;
  const open = form.accountName === '' ? undefined : html` open`;
  const account = form.confirms
    ? undefined
    : html`<details${open}><summary>${w.otherAccount}</summary>
<div class="field"><label for="account">${w.account}</label>
<input id="account" name="accountName" type="text" autocomplete="organization" autocapitalize="none" spellcheck="false" maxlength="64" value="${form.accountName}" aria-describedby="account-help">
<p class="help" id="account-help">${w.accountHelp}</p></div></details>
`;
  return {
    title: form.confirms ? w.confirmTitle : w.signInTo,
    content: html`${explanation}${problem}
<form method="post" action="${form.action}">
<div class="field"><label for="user-name">${w.userName}</label>
<input id="user-name" name="userName" type="text" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" required maxlength="64" value="${form.userName}"${fixed}${nameFocus}${described}></div>
<div class="field"><label for="password">${w.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"${passwordFocus}${described}></div>
${account}<button type="submit">${w.signIn}</button>
</form>`,
  };
}
