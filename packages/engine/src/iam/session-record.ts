import { DecryptionFailedError } from '@dewpoint/crypto-core';
import { z } from 'zod';
import type { EngineLog, SessionIdentity, Sessions, User } from '../engine.ts';
import type { Store } from '../store/store.ts';
import { findUserById } from './directory.ts';
import type { Sealing } from './sealing.ts';

/**
 * What a session's sealed bytes hold: its limits and how strong its sign-in was, which nobody may better by changing a row, and what the
 * edge keeps.
 */
const sealedSession = z.object({
  idleLimitInMs: z.number(),
  endsAt: z.number(),
  /** Sessions from before it was kept do not have it. */
  multiFactor: z.boolean().default(false),
  data: z.record(z.string(), z.string()),
});
type SealedSession = z.infer<typeof sealedSession>;

/** A session as it is kept in memory; the edge's data stays sealed. */
export interface SessionRecord {
  readonly idHash: string;
  readonly handle: string;
  readonly user: User;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly authenticatedAt: number;
  readonly issuer: string;
  readonly subject: string;
  readonly providerSessionId: string | null;
  readonly providerCheckAt: number | null;
  readonly multiFactor: boolean;
  readonly idleLimitInMs: number;
  /** The absolute limit. */
  readonly endsAt: number;
  readonly sealedData: Uint8Array;
}

/** The moment at which a session ends when nothing more is done in it. */
export function idleEnd(session: { lastSeenAt: number; idleLimitInMs: number; endsAt: number }): number {
  return Math.min(session.lastSeenAt + session.idleLimitInMs, session.endsAt);
}

const binding = (idHash: string) => ['session', idHash];

export function sealSession(
  sealing: Sealing,
  idHash: string,
  endsAt: number,
  options: Pick<Parameters<Sessions['create']>[0], 'idleLimitInMs' | 'multiFactor' | 'data'>,
): Promise<Buffer> {
  const { idleLimitInMs, multiFactor, data } = options;
  const content: SealedSession = { idleLimitInMs, endsAt, multiFactor, data: { ...data } };
  return sealing.seal(binding(idHash), Buffer.from(JSON.stringify(content)));
}

async function openSession(sealing: Sealing, idHash: string, sealedData: Uint8Array): Promise<SealedSession> {
  const bytes = await sealing.open(binding(idHash), sealedData);
  return sealedSession.parse(JSON.parse(bytes.toString('utf8')));
}

/** @returns null for an unknown session, for one of a user who is gone or disabled, and for one whose row was changed by others */
export async function loadSession(
  { store, sealing, log }: { readonly store: Store; readonly sealing: Sealing; readonly log: EngineLog },
  idHash: string,
): Promise<SessionRecord | null> {
  const row = await store.read
    .selectFrom('sessions')
    .selectAll()
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
  if (row === undefined) return null;
  const user = await findUserById(store.read, row.user_id);
  if (user === null || !user.enabled) return null;
  let content: SealedSession;
  try {
    content = await openSession(sealing, idHash, row.sealed_data);
  } catch (error) {
    if (!(error instanceof DecryptionFailedError)) throw error;
    log.error('a session cannot be opened: its row was changed, or the sealing key is another one', {
      handle: row.handle,
    });
    return null;
  }
  const { idleLimitInMs, endsAt, multiFactor } = content;
  return {
    idHash,
    handle: row.handle,
    user,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    authenticatedAt: row.authenticated_at,
    issuer: row.issuer,
    subject: row.subject,
    providerSessionId: row.provider_session_id,
    providerCheckAt: row.provider_check_at,
    multiFactor,
    idleLimitInMs,
    endsAt,
    sealedData: row.sealed_data,
  };
}

export function sessionIdentity(sealing: Sealing, session: SessionRecord): SessionIdentity {
  return {
    handle: session.handle,
    user: session.user,
    createdAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
    expiresAt: session.endsAt,
    authenticatedAt: session.authenticatedAt,
    multiFactor: session.multiFactor,
    issuer: session.issuer,
    subject: session.subject,
    providerSessionId: session.providerSessionId,
    providerCheckAt: session.providerCheckAt,
    openData: async () => (await openSession(sealing, session.idHash, session.sealedData)).data,
  };
}
