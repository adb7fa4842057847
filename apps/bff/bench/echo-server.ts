import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The bare ceiling of `node:http`: reads a body and sends it back; parses nothing, logs nothing. Prints its port. */
const server = http.createServer((request, response) => {
  let body: Buffer | undefined;
  request.on('data', (chunk: Buffer) => {
    body = body ? Buffer.concat([body, chunk]) : chunk;
  });
  request.on('end', () => {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': String(body?.length ?? 0),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
