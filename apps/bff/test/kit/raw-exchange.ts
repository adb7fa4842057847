import net from 'node:net';

/** Sends the bytes as they are on a connection of their own; answers everything that came back until it was closed. */
export function rawExchange(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let answer = '';
  const socket = net.connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', reject);
  socket.on('close', () => resolve(answer));
  return promise;
}
