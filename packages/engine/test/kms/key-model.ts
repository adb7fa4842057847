import { DAY_IN_MS } from './kms-world.ts';

/** What kinds of keys the model walks over: origin and spec decide what is possible. */
export const kinds = {
  aes: { keySpec: 'AES_256', origin: 'kms' },
  sm4: { keySpec: 'SM4', origin: 'kms' },
  hmac: { keySpec: 'HMAC_256', origin: 'kms' },
  ec: { keySpec: 'EC_P256', origin: 'kms' },
  externalAes: { keySpec: 'AES_256', origin: 'external' },
  externalHmac: { keySpec: 'HMAC_256', origin: 'external' },
} as const;
export type Kind = keyof typeof kinds;

/** Cryptography that a key is asked for. */
export type Act = 'encrypt' | 'dataKey' | 'sign' | 'mac' | 'publicKey';
type Family = 'cipher' | 'hmac' | 'ec';

const families: Readonly<Record<Kind, Family>> = {
  aes: 'cipher',
  sm4: 'cipher',
  externalAes: 'cipher',
  hmac: 'hmac',
  externalHmac: 'hmac',
  ec: 'ec',
};

/** Codes of the documents for cryptography that a kind of key does not do; null where it does. */
const misfits: Readonly<Record<Act, Readonly<Record<Family, string | null>>>> = {
  encrypt: { cipher: null, hmac: 'KMS.0341', ec: 'KMS.0335' },
  dataKey: { cipher: null, hmac: 'KMS.0341', ec: 'KMS.0325' },
  sign: { cipher: 'KMS.0331', hmac: 'KMS.0341', ec: null },
  mac: { cipher: 'KMS.0331', hmac: null, ec: 'KMS.0325' },
  publicKey: { cipher: 'KMS.0331', hmac: 'KMS.0341', ec: null },
};

type State = 'enabled' | 'disabled' | 'pendingDeletion' | 'pendingImport' | 'gone';

/** Code of the refusal, or null when the step is done. */
type Verdict = string | null;

/** A key as the documents describe it, without store, cryptography or jobs: what the product is compared with. Times in ms. */
export class ModelKey {
  readonly kind: Kind;
  alias: string;
  /** Further aliases, each with `alias/` before it. */
  readonly aliases = new Set<string>();
  enterpriseProject = '0';
  description = '';
  state: State;
  version: number;
  hasMaterial: boolean;
  /** Which material was imported first; a key takes no other. */
  firstMaterial: number | null = null;
  deletionAt: number | null = null;
  expiresAt: number | null = null;
  rotation = { on: false, days: 365, since: 0, last: null as number | null, count: 0 };
  tags = new Map<string, string>();
  /** Numbers of the grants, in the order in which they were made. */
  readonly grants: number[] = [];
  #grantsMade = 0;

  constructor(kind: Kind, alias: string) {
    this.kind = kind;
    this.alias = alias;
    const external = kinds[kind].origin === 'external';
    this.state = external ? 'pendingImport' : 'enabled';
    this.hasMaterial = !external;
    this.version = external ? 0 : 1;
  }

  get external(): boolean {
    return kinds[this.kind].origin === 'external';
  }

  get nextRotationAt(): number | null {
    return this.rotation.on ? this.rotation.since + this.rotation.days * DAY_IN_MS : null;
  }

  /** What the product does by itself once a time has come. */
  settle(now: number): void {
    if (this.state === 'pendingDeletion' && this.deletionAt !== null && this.deletionAt <= now) {
      this.state = 'gone';
    }
    if (this.state === 'gone') return;
    if (this.expiresAt !== null && this.expiresAt <= now) this.#loseMaterial();
    if (this.state === 'enabled' && this.nextRotationAt !== null && this.nextRotationAt <= now) {
      this.#addVersion(now);
    }
  }

  enable(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (this.state !== 'disabled') return 'KMS.1201';
    this.state = 'enabled';
    return null;
  }

  disable(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (this.state !== 'enabled') return 'KMS.1301';
    this.state = 'disabled';
    return null;
  }

  schedule(days: number, now: number): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (this.state === 'pendingDeletion') return 'KMS.1402';
    this.state = 'pendingDeletion';
    this.deletionAt = now + days * DAY_IN_MS;
    return null;
  }

  cancel(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (this.state !== 'pendingDeletion') return 'KMS.1501';
    this.state = this.hasMaterial ? 'disabled' : 'pendingImport';
    this.deletionAt = null;
    return null;
  }

  /** Names and tags: whatever does not change how the key works. */
  annotate(change: () => Verdict): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (this.state === 'pendingDeletion') return 'KMS.0210';
    return change();
  }

  untag(name: string): Verdict {
    return this.annotate(() => (this.tags.delete(name) ? null : 'KMS.0416'));
  }

  rotate(now: number): Verdict {
    const refusal = this.#rotationRefusal();
    if (refusal === null) this.#addVersion(now);
    return refusal;
  }

  switchOn(now: number): Verdict {
    const refusal = this.#rotationRefusal() ?? (this.rotation.on ? 'KMS.2901' : null);
    if (refusal === null) this.rotation = { ...this.rotation, on: true, days: 365, since: now };
    return refusal;
  }

  switchOff(): Verdict {
    const refusal = this.#rotationRefusal() ?? (this.rotation.on ? null : 'KMS.0313');
    if (refusal === null) this.rotation.on = false;
    return refusal;
  }

  setInterval(days: number, now: number): Verdict {
    const refusal = this.#rotationRefusal() ?? (this.rotation.on ? null : 'KMS.0313');
    if (refusal === null) this.rotation = { ...this.rotation, days, since: now };
    return refusal;
  }

  /** Whether import parameters are given out. */
  parameters(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (!this.external) return 'KMS.0309';
    return this.state === 'pendingImport' ? null : 'KMS.0310';
  }

  import(material: number, expiresAt: number | null): Verdict {
    const refusal = this.parameters();
    if (refusal !== null) return refusal;
    if (this.firstMaterial !== null && this.firstMaterial !== material) return 'KMS.2606';
    this.firstMaterial = material;
    this.hasMaterial = true;
    this.version = 1;
    this.state = 'enabled';
    this.expiresAt = expiresAt;
    return null;
  }

  deleteMaterial(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (!this.external) return 'KMS.0309';
    if (this.state !== 'enabled' && this.state !== 'disabled') return 'KMS.2701';
    this.#loseMaterial();
    return null;
  }

  /** Cryptography: first what the key is for, then its state. */
  use(act: Act): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    const misfit = misfits[act][families[this.kind]];
    if (misfit !== null) return misfit;
    if (this.state === 'disabled') return 'KMS.0209';
    if (this.state === 'pendingDeletion') return 'KMS.0210';
    return this.state === 'pendingImport' ? 'KMS.1301' : null;
  }

  grant(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (this.state !== 'enabled') return 'KMS.1301';
    this.grants.push(this.#grantsMade);
    this.#grantsMade += 1;
    return null;
  }

  /** Ends the newest grant, whatever the state of the key; with none left the id that is sent belongs to none. */
  revoke(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    return this.grants.pop() === undefined ? 'KMS.2501' : null;
  }

  addAlias(alias: string): Verdict {
    return this.annotate(() => {
      if (this.aliases.has(alias)) return 'KMS.1104';
      this.aliases.add(alias);
      return null;
    });
  }

  removeAlias(alias: string): Verdict {
    return this.state !== 'gone' && this.aliases.delete(alias) ? null : 'KMS.0207';
  }

  #rotationRefusal(): Verdict {
    if (this.state === 'gone') return 'KMS.0207';
    if (this.external) return 'KMS.0312';
    if (this.kind === 'ec') return 'KMS.0324';
    if (this.kind === 'hmac') return 'KMS.0319';
    return this.state === 'enabled' ? null : 'KMS.1301';
  }

  #addVersion(now: number): void {
    this.version += 1;
    this.rotation = { ...this.rotation, since: now, last: now, count: this.rotation.count + 1 };
  }

  #loseMaterial(): void {
    this.hasMaterial = false;
    this.expiresAt = null;
    if (this.state !== 'pendingDeletion') this.state = 'pendingImport';
  }
}
