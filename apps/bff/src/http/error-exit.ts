import { OperationError } from '@dewpoint/contract';
import type { ErrorRequestHandler } from 'express';
import type { Log } from '../log/log.ts';
import { notice } from '../pages/notice.ts';
import { sendPage } from '../pages/page.ts';
import { answerOfError } from './error-answer.ts';
import { requestIdOf } from './request-id.ts';

/** Guarantees: whatever a step of Express throws ends here; a browser on its way through sign-in reads a page, everything else the error body. */
export function errorExit(log: Log): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const requestId = requestIdOf(request);
    const answer = answerOfError(
      isBadPath(thrown) ? new OperationError('apiUnknown') : thrown,
      requestId,
      log,
    );
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    const isSignIn = /^\/(auth|oidc)\//.test(request.originalUrl);
    if (isSignIn && request.accepts(['json', 'html']) === 'html') {
      sendPage(request, response, answer.status, (w) =>
        notice({
          title: w.failedTitle,
          text: w.failedText,
          action: { label: w.startAgain, href: '/auth/login' },
          requestId: { label: w.requestId, value: requestId },
        }),
      );
      return;
    }
    response.status(answer.status).json(answer.body);
  };
}

/** Express could not decode the path: it is nobody's address. */
function isBadPath(thrown: unknown): boolean {
  return (
    thrown instanceof URIError || (thrown instanceof Error && 'status' in thrown && thrown.status === 400)
  );
}
