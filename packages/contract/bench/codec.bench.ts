import { compileWireCodec, matchRoute, operations, parseJsonBody } from '../src/index.ts';

/**
 * What the contract costs a hot call of the REST surface: route, decode, encode, and the record for the trace. Beside it JSON.parse
 * of the same body in the same run, since only ratios mean something on a shared machine. Prints one JSON object a line.
 */
const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const path = '/v1.0/0123456789abcdef0123456789abcdef/kms/encrypt-data';
const plainText = 'x'.repeat(1024);
const cipherText = new Uint8Array(1148).fill(7);
const body = JSON.stringify({ key_id: keyId, plain_text: plainText });

const encryption = operations['kms.encryptData'];
const decryption = operations['kms.decryptData'];
const encryptInput = compileWireCodec(encryption.input, 'snake');
const encryptOutput = compileWireCodec(encryption.output, 'snake');
const decryptInput = compileWireCodec(decryption.input, 'snake');
const decryptOutput = compileWireCodec(decryption.output, 'snake');
const encryptWire = parseJsonBody(body);
const decryptWire = encryptOutput.encode({ keyId, cipherText });
const decoded = encryptInput.decode(encryptWire);
const decrypted = { keyId, plainText, plainTextBase64: new TextEncoder().encode(plainText) };

const contenders: readonly { readonly name: string; readonly run: () => unknown }[] = [
  { name: 'JSON.parse of the request', run: () => JSON.parse(body) },
  { name: 'parseJsonBody of the request', run: () => parseJsonBody(body) },
  { name: 'matchRoute', run: () => matchRoute('rest', 'POST', path) },
  { name: 'encrypt-data decode', run: () => encryptInput.decode(encryptWire) },
  { name: 'encrypt-data encode', run: () => encryptOutput.encode({ keyId, cipherText }) },
  { name: 'encrypt-data record for the trace', run: () => encryptInput.redactDecoded(decoded) },
  { name: 'decrypt-data decode', run: () => decryptInput.decode(decryptWire) },
  { name: 'decrypt-data encode', run: () => decryptOutput.encode(decrypted) },
];

const callsPerRound = 50_000;
const rounds = 5;

function microsecondsPerCall(run: () => unknown): number {
  const begin = process.hrtime.bigint();
  for (let call = 0; call < callsPerRound; call++) run();
  return Number(process.hrtime.bigint() - begin) / callsPerRound / 1000;
}

for (const { name, run } of contenders) {
  // The first round compiles; the best of the rest is the least disturbed one.
  const [, ...measured] = Array.from({ length: rounds + 1 }, () => microsecondsPerCall(run));
  const best = Math.min(...measured);
  process.stdout.write(
    `${JSON.stringify({ benchmark: 'contract', name, 'µs/call': Number(best.toFixed(3)) })}\n`,
  );
}
