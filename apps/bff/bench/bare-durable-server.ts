import { createCipheriv, createSecretKey, hash, randomBytes, randomUUID } from 'node:crypto';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

/**
 * What node:http, AES-256-GCM and this disk leave possible: a server that knows one token and one key, parses, encrypts, writes one row of
 * 600 bytes and answers when it is durable, the rows of one turn of the event loop in one commit. It authorizes, validates, logs and proves
 * nothing. Prints its port.
 */
const FILLER = '.'.repeat(380);
const NONCE_LENGTH_IN_BYTES = 12;

interface Waiting {
  readonly id: string;
  readonly row: string;
  readonly answer: string;
  readonly response: ServerResponse;
}

const database = new DatabaseSync(process.env.BENCH_DATABASE ?? ':memory:');
database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000');
database.exec(
  'create table rows (seq integer primary key, id text not null, time integer not null, row text not null)',
);
database.exec('create unique index rows_id on rows (id)');
const insert = database.prepare('insert into rows (id, time, row) values (?, ?, ?)');
const begin = database.prepare('begin immediate');
const commit = database.prepare('commit');
const key = createSecretKey(randomBytes(32));
const users = new Map<string, string>();
let waiting: Waiting[] = [];

function handle(token: string, body: string, response: ServerResponse): void {
  const tokenHash = hash('sha256', token);
  // Takes the first token for the good one, and so pays for looking it up.
  if (users.size === 0) users.set(tokenHash, randomUUID());
  const user = users.get(tokenHash);
  const input: { readonly key_id?: unknown; readonly plain_text?: unknown } = JSON.parse(body);
  if (user === undefined || typeof input.plain_text !== 'string') {
    response.writeHead(400).end();
    return;
  }
  const nonce = randomBytes(NONCE_LENGTH_IN_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const bytes = Buffer.concat([
    nonce,
    cipher.update(input.plain_text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const id = randomUUID();
  const row = JSON.stringify({ id, user, key: input.key_id, operation: 'encrypt-data', filler: FILLER });
  const answer = JSON.stringify({ key_id: input.key_id, cipher_text: bytes.toString('base64') });
  if (waiting.push({ id, row, answer, response }) === 1) setImmediate(answerWaiting);
}

function answerWaiting(): void {
  const served = waiting;
  waiting = [];
  const now = Date.now();
  begin.run();
  for (const { id, row } of served) insert.run(id, now, row);
  commit.run();
  for (const { id, answer, response } of served) {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(answer)),
      'X-Request-Id': id,
    });
    response.end(answer);
  }
}

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    handle(String(request.headers['x-auth-token']), Buffer.concat(chunks).toString(), response);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
