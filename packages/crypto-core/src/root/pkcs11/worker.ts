/**
 * The child process that loads a PKCS#11 module for one token (architecture.md, "Keys and the root of trust"): vendor
 * code blocks and crashes, and here it takes nothing with it. Started by child-process.ts, speaks protocol.ts.
 */
import { ModuleFailure, toModuleFailure } from './module-failure.ts';
import type { Operations, Reply, Request } from './protocol.ts';
import { Token } from './token.ts';

let token: Token | undefined;
let queue: Promise<void> = Promise.resolve();

async function serve(request: Request): Promise<Operations[Request['operation']]['reply']> {
  if (request.operation === 'connect') {
    token = await Token.connect(request.body);
    return token.describe();
  }
  if (token === undefined) {
    throw new ModuleFailure('token-failed', 'the token is not connected');
  }
  switch (request.operation) {
    case 'refresh':
      return token.refresh();
    case 'wrap':
      return token.wrap(request.body);
    case 'unwrap':
      return token.unwrap(request.body);
    case 'random':
      return token.random(request.body);
    case 'probe':
      token.probe();
      return {};
  }
}

async function answer(request: Request): Promise<void> {
  let reply: Reply;
  try {
    reply = { id: request.id, ok: true, body: await serve(request) };
  } catch (error) {
    const { kind, message } = toModuleFailure(error, `operation ${request.operation} failed`);
    reply = { id: request.id, ok: false, failure: { kind, detail: message } };
  }
  process.send?.(reply);
}

process.on('message', (request: Request) => {
  queue = queue.then(() => answer(request));
});

process.on('disconnect', () => {
  token?.close();
  process.exit(0);
});

// A signal to the whole process group (Ctrl-C, a service manager) is the parent's to handle: it still has requests to
// finish, and closes the channel when it is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => undefined);
}
