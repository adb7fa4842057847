import type { IncomingMessage } from 'node:http';
import { compileWireCodec, OperationError, type OperationInput, operations } from '@dewpoint/contract';
import type { Engine } from '@dewpoint/engine';
import type { RequestHandler } from 'express';
import type { TrustedProxies } from '../configuration/parse.ts';
import { clientAddress } from '../http/client-address.ts';
import { requestIdOf } from '../http/request-id.ts';
import { notice } from '../pages/notice.ts';
import { sendPage } from '../pages/page.ts';

/** Address of the link that a subscription is confirmed by (EVT-02). */
export const confirmationPath = '/notifications/confirm';

export interface ConfirmationParts {
  readonly engine: Pick<Engine, 'execute'>;
  readonly trustProxy: TrustedProxies;
}

const codec = compileWireCodec(operations['smn.confirmSubscription'].input, 'snake');

/** Guarantees: whoever opens the link of a request to confirm reads in words whether the subscription is confirmed; programs read it from the status. */
export function confirmSubscription({ engine, trustProxy }: ConfirmationParts): RequestHandler {
  return async (request, response, next) => {
    try {
      const input = codec.decode({ token: tokenOf(request) }) as OperationInput<'smn.confirmSubscription'>;
      await engine.execute('smn.confirmSubscription', contextOf(request, trustProxy), input);
      sendPage(request, response, 200, (w) =>
        notice({
          title: w.confirmedTitle,
          text: w.confirmedText,
          action: { label: w.toConsole, href: '/' },
        }),
      );
    } catch (error) {
      if (!(error instanceof OperationError) || error.status >= 500 || error.errorName === 'throttled') {
        next(error);
        return;
      }
      sendPage(request, response, 404, (w) =>
        notice({
          title: w.unconfirmedTitle,
          text: w.unconfirmedText,
          action: { label: w.toConsole, href: '/' },
          requestId: { label: w.requestId, value: requestIdOf(request) },
        }),
      );
    }
  };
}

function tokenOf(request: IncomingMessage): string | null {
  return new URL(request.url ?? '', 'http://localhost').searchParams.get('token');
}

function contextOf(request: IncomingMessage, trustProxy: TrustedProxies) {
  return {
    principal: { kind: 'anonymous' },
    account: { id: '', name: '' },
    project: null,
    channel: 'api',
    sourceIp: clientAddress(request, trustProxy),
    requestId: requestIdOf(request),
  } as const;
}
