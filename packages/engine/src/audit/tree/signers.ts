import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../../clock.ts';
import type { Sealing } from '../../iam/sealing.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { TraceSignersTable } from '../../store/trace-tables.ts';
import { originOf, signNote, verifierKey } from './checkpoint.ts';
import { treeOf } from './tree-rows.ts';

/** Prefix of an Ed25519 public key in SubjectPublicKeyInfo (RFC 8410); the key's 32 bytes follow. */
const SPKI_PREFIX_LENGTH = 12;

/** A key that can sign for an account. */
export interface Signer {
  readonly name: string;
  readonly number: number;
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

/** A signer as everybody may see it. */
export interface PublicSigner {
  readonly verifierKey: string;
  readonly createdAt: number;
  readonly retiredAt: number | null;
  readonly endorsement: string | null;
}

/**
 * The Ed25519 keys that sign an account's checkpoints: one in use, those before it for what they signed. They are made at first use and
 * lie in the store sealed under the root of trust, so whoever can only write to the store cannot sign.
 */
export class TraceSigners {
  readonly #store: Store;
  readonly #sealing: Sealing;
  readonly #clock: Clock;
  readonly #current = new Map<string, Signer>();

  constructor(parts: { readonly store: Store; readonly sealing: Sealing; readonly clock: Clock }) {
    this.#store = parts.store;
    this.#sealing = parts.sealing;
    this.#clock = parts.clock;
  }

  /** The key in use, made when there is none. Fails while the root of trust does not answer. */
  async current(accountId: string): Promise<Signer> {
    const kept = this.#current.get(accountId);
    if (kept && (await this.#newestNumber(accountId)) === kept.number) return kept;
    const row = (await this.#newest(accountId)) ?? (await this.#makeFirst(accountId));
    const signer = await this.#open(row);
    this.#current.set(accountId, signer);
    return signer;
  }

  /** A new key, introduced by the one in use; in use from `rotateWithin` on. */
  async prepareRotation(
    accountId: string,
  ): Promise<{ readonly row: TraceSignersTable; readonly endorsement: string }> {
    const before = await this.current(accountId);
    const endorsedBy = (publicKey: Uint8Array) =>
      signNote(
        `${originOf(accountId)}/signer\n${before.number + 1}\n${verifierKey(before.name, publicKey)}\n`,
        before,
      );
    const row = await this.#make(accountId, before.number + 1, endorsedBy);
    return { row, endorsement: row.endorsement ?? '' };
  }

  verifierKeyOf(row: TraceSignersTable): string {
    return verifierKey(originOf(row.account_id), row.public_key);
  }

  /** Puts a prepared key into use and keeps the last checkpoint of the one before. Throws `unavailable` when another rotation came first. */
  async rotateWithin(transaction: Transaction, row: TraceSignersTable): Promise<void> {
    const inserted = await transaction
      .insertInto('trace_signers')
      .values(row)
      .onConflict((conflict) => conflict.columns(['account_id', 'number']).doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) {
      throw new OperationError('unavailable', { retryAfterInSeconds: 1 });
    }
    const tree = await treeOf(transaction, row.account_id);
    if (tree) {
      await transaction
        .insertInto('trace_checkpoints')
        .values({
          account_id: row.account_id,
          size: tree.size,
          checkpoint: tree.checkpoint,
          created_at: tree.checkpoint_at,
        })
        .onConflict((conflict) => conflict.columns(['account_id', 'size']).doNothing())
        .execute();
    }
    await transaction
      .updateTable('trace_signers')
      .set({ retired_at: row.created_at })
      .where('account_id', '=', row.account_id)
      .where('number', '=', row.number - 1)
      .execute();
  }

  /** Every signer of an account, oldest first. */
  async list(accountId: string): Promise<readonly PublicSigner[]> {
    const rows = await this.#store.read
      .selectFrom('trace_signers')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('number')
      .execute();
    return rows.map((row) => ({
      verifierKey: this.verifierKeyOf(row),
      createdAt: row.created_at,
      retiredAt: row.retired_at,
      endorsement: row.endorsement,
    }));
  }

  async #newestNumber(accountId: string): Promise<number | undefined> {
    const row = await this.#store.read
      .selectFrom('trace_signers')
      .select('number')
      .where('account_id', '=', accountId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.number;
  }

  #newest(accountId: string): Promise<TraceSignersTable | undefined> {
    return this.#store.read
      .selectFrom('trace_signers')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
  }

  /** Of several nodes that make it at once all use the one that was stored first. */
  async #makeFirst(accountId: string): Promise<TraceSignersTable> {
    const row = await this.#make(accountId, 1, () => null);
    await this.#store.transaction((transaction) =>
      transaction
        .insertInto('trace_signers')
        .values(row)
        .onConflict((conflict) => conflict.columns(['account_id', 'number']).doNothing())
        .execute(),
    );
    const stored = await this.#newest(accountId);
    if (!stored) throw new TypeError('trace signers: the key was stored and is not there');
    return stored;
  }

  async #make(
    accountId: string,
    number: number,
    endorsedBy: (publicKey: Uint8Array) => string | null,
  ): Promise<TraceSignersTable> {
    const pair = generateKeyPairSync('ed25519');
    const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX_LENGTH);
    const secret = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    const sealed = await this.#sealing.seal(bindingOf(accountId, number), secret);
    secret.fill(0);
    return {
      account_id: accountId,
      number,
      public_key: publicKey,
      sealed_private_key: sealed,
      endorsement: endorsedBy(publicKey),
      created_at: this.#clock.now(),
      retired_at: null,
    };
  }

  async #open(row: TraceSignersTable): Promise<Signer> {
    const secret = await this.#sealing.open(bindingOf(row.account_id, row.number), row.sealed_private_key);
    try {
      return {
        name: originOf(row.account_id),
        number: row.number,
        publicKey: row.public_key,
        privateKey: createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }),
      };
    } finally {
      secret.fill(0);
    }
  }
}

function bindingOf(accountId: string, number: number): readonly string[] {
  return ['trace-signer', accountId, String(number)];
}
