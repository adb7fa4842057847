import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of a hash: 2^logN blocks of 128·r bytes each, p times. */
export interface ScryptCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about 60 ms on one core of the reference machine; OWASP's recommendation for scrypt has N=2^15 with p=3, or more memory. */
export const recommendedCost: ScryptCost = { logN: 15, r: 8, p: 3 };
/** A stored hash may not ask for more than this: whoever can write one could otherwise stall the process. */
const highestCost: ScryptCost = { logN: 20, r: 16, p: 8 };

const SALT_LENGTH_IN_BYTES = 16;
const HASH_LENGTH_IN_BYTES = 32;
const encoded = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

export interface PasswordCheck {
  readonly matches: boolean;
  /** True when the hash was made with another cost than today's: hash again while the password is at hand. */
  readonly outdated: boolean;
}

/** Makes and checks password hashes of one cost; hashes of other costs are checked as well. */
export class PasswordHashing {
  readonly #cost: ScryptCost;

  constructor(cost: ScryptCost = recommendedCost) {
    this.#cost = cost;
  }

  /** @returns the PHC string `$scrypt$ln=…,r=…,p=…$<salt>$<hash>`, base64 without padding */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_LENGTH_IN_BYTES);
    const key = await derive(password, salt, this.#cost);
    const { logN, r, p } = this.#cost;
    return `$scrypt$ln=${logN},r=${r},p=${p}$${unpadded(salt)}$${unpadded(key)}`;
  }

  /** @throws TypeError for text that is not such a hash, or one that costs more than any of ours */
  async check(password: string, hash: string): Promise<PasswordCheck> {
    const { cost, salt, key } = parse(hash);
    const actual = await derive(password, salt, cost);
    const { logN, r, p } = this.#cost;
    return {
      matches: timingSafeEqual(actual, key),
      outdated: cost.logN !== logN || cost.r !== r || cost.p !== p,
    };
  }

  /** Takes as long as a check of an existing user's password, so that the time does not tell whether there is such a user. */
  async checkNobody(password: string): Promise<void> {
    await derive(password, randomBytes(SALT_LENGTH_IN_BYTES), this.#cost);
  }
}

function parse(hash: string): { cost: ScryptCost; salt: Buffer; key: Buffer } {
  const [, logN, r, p, salt, key] = encoded.exec(hash) ?? [];
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const legal =
    salt !== undefined &&
    key !== undefined &&
    cost.logN >= 1 &&
    cost.r >= 1 &&
    cost.p >= 1 &&
    cost.logN <= highestCost.logN &&
    cost.r <= highestCost.r &&
    cost.p <= highestCost.p;
  if (!legal)
    throw new TypeError('a stored password hash is not in the format $scrypt$ln=…,r=…,p=…$salt$hash');
  return { cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

function derive(password: string, salt: Uint8Array, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const memory = 128 * r * (2 ** logN + p + 2);
  const options: ScryptOptions = { N: 2 ** logN, r, p, maxmem: 2 * memory };
  // NFKC: the same letters typed on another keyboard are the same password (NIST SP 800-63B 5.1.1.2).
  const bytes = Buffer.from(password.normalize('NFKC'));
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, HASH_LENGTH_IN_BYTES, options, (error, key) => {
      bytes.fill(0);
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
