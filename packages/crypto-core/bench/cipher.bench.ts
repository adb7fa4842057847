import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, randomFillSync } from 'node:crypto';
import { KeyMaterial, keySpec, SymmetricCipher } from '../src/index.ts';

/**
 * Encrypt and decrypt 1 KB with the ciphertext format, beside bare createCipheriv (cached KeyObject, pooled IV) in the
 * same run: only the ratio means something on a shared machine. Prints one JSON object a line.
 */
const plaintext = randomBytes(1024);
const none = new Uint8Array(0);
const callsPerRound = 20_000;
const rounds = 7;

interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

const bareKey = createSecretKey(randomBytes(32));
const ivPool = Buffer.alloc(12 * 1024);
let ivAt = ivPool.length;

function nextIv(): Buffer {
  if (ivAt === ivPool.length) {
    randomFillSync(ivPool);
    ivAt = 0;
  }
  ivAt += 12;
  return ivPool.subarray(ivAt - 12, ivAt);
}

function bareEncrypt(): { ciphertext: Buffer; tag: Buffer; iv: Buffer } {
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', bareKey, iv);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return { ciphertext, tag: cipher.getAuthTag(), iv };
}

const bareMessage = bareEncrypt();
const bareIv = Buffer.from(bareMessage.iv);

function bareDecrypt(): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', bareKey, bareIv, { authTagLength: 16 });
  decipher.setAuthTag(bareMessage.tag);
  const plain = decipher.update(bareMessage.ciphertext);
  decipher.final();
  return plain;
}

async function formatContenders(specName: 'AES_256' | 'SM4'): Promise<Contender[]> {
  const material = await KeyMaterial.generate(keySpec(specName));
  const cipher = new SymmetricCipher(material, {
    keyId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f',
    keyVersion: 1,
  });
  const ciphertext = cipher.encrypt('data', plaintext, none);
  return [
    { name: `${specName} encrypt 1 KB`, run: () => cipher.encrypt('data', plaintext, none) },
    { name: `${specName} decrypt 1 KB`, run: () => cipher.decrypt('data', ciphertext, none) },
  ];
}

function callsPerSecond(run: () => unknown): number {
  const start = process.hrtime.bigint();
  for (let call = 0; call < callsPerRound; call += 1) run();
  return callsPerRound / (Number(process.hrtime.bigint() - start) / 1e9);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const contenders: readonly Contender[] = [
  { name: 'bare encrypt', run: bareEncrypt },
  { name: 'bare decrypt', run: bareDecrypt },
  ...(await formatContenders('AES_256')),
  ...(await formatContenders('SM4')),
];
const measured = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const { name, run } of contenders) measured.get(name)?.push(callsPerSecond(run));
}
const result = (name: string): number => median(measured.get(name) ?? []);

for (const { name } of contenders.slice(2)) {
  const peer = name.includes('encrypt') ? 'bare encrypt' : 'bare decrypt';
  process.stdout.write(
    `${JSON.stringify({
      name: `crypto-core ${name}`,
      value: Math.round(result(name)),
      unit: 'ops/s',
      peer: `createCipheriv aes-256-gcm, ${peer}`,
      peerValue: Math.round(result(peer)),
      ratio: Number((result(name) / result(peer)).toFixed(3)),
    })}\n`,
  );
}
