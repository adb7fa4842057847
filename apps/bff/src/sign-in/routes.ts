import express, { type Router } from 'express';
import { submitScript, submitScriptPath } from '../issuer/sign-out-page.ts';
import { notice } from '../pages/notice.ts';
import { sendPage } from '../pages/page.ts';
import { backchannelLogout } from './backchannel-logout.ts';
import { callback } from './callback.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { signInRefusals } from './refuse-sign-in.ts';
import type { SignInParts } from './sign-in-parts.ts';

/** `/auth/…`: sign-in and sign-out of the console at its OpenID provider. */
export function signInAddresses(parts: SignInParts): Router {
  const router = express.Router();
  router.get('/login', login(parts));
  router.get('/callback', callback(parts));
  router.post('/logout', logout(parts));
  router.post('/backchannel-logout', backchannelLogout(parts));
  router.get('/signed-out', (request, response) => {
    sendPage(request, response, 200, (w) =>
      notice({
        title: w.signedOutTitle,
        text: w.signedOutText,
        action: { label: w.signInAgain, href: '/auth/login' },
      }),
    );
  });
  router.get(submitScriptPath.replace('/auth', ''), (_request, response) => {
    response.type('text/javascript').send(submitScript);
  });
  router.use(signInRefusals(parts));
  return router;
}
