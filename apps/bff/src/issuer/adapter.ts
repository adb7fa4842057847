import { createHash } from 'node:crypto';
import type { Clock, ExpiringDocuments } from '@dewpoint/engine';
import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';

/** Models that die with the grant they were issued under (oidc-provider, example/my_adapter.js). */
const grantable = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** How long a document without an end of its own is kept. */
const WITHOUT_END_IN_SECONDS = 24 * 60 * 60;

/**
 * Keeps what oidc-provider must remember in the engine's sealed documents, so that sign-ins survive a restart and reach every node.
 * The IDs are bearer secrets (codes, tokens, session cookies): the store sees only their SHA-256.
 */
export function issuerAdapter(documents: ExpiringDocuments, clock: Clock): AdapterFactory {
  return (model) => documentAdapter(model, documents, clock);
}

function documentAdapter(model: string, documents: ExpiringDocuments, clock: Clock): Adapter {
  const kind = `oidc.${model}`;
  const payloadOf = (found: { value: string; consumedAt: number | null } | null) => {
    if (!found) return undefined;
    const payload: AdapterPayload = JSON.parse(found.value);
    return found.consumedAt === null
      ? payload
      : { ...payload, consumed: Math.floor(found.consumedAt / 1000) };
  };
  return {
    async upsert(id, payload, expiresIn) {
      const alternate = payload.uid ?? payload.userCode;
      await documents.put({
        kind,
        id: hidden(id),
        value: JSON.stringify(payload),
        expiresAt: clock.now() + (expiresIn ?? WITHOUT_END_IN_SECONDS) * 1000,
        ...(grantable.has(model) && payload.grantId ? { groupKey: grantGroup(payload.grantId) } : {}),
        ...(alternate === undefined ? {} : { alternateKey: hidden(alternate) }),
      });
    },
    find: async (id) => payloadOf(await documents.get(kind, hidden(id))),
    findByUid: async (uid) => payloadOf(await documents.findByAlternateKey(kind, hidden(uid))),
    findByUserCode: async (code) => payloadOf(await documents.findByAlternateKey(kind, hidden(code))),
    async consume(id) {
      // Two redemptions at once both found the code unused; only one of them may go on (RFC 6749 4.1.2).
      if (!(await documents.consume(kind, hidden(id))))
        throw new errors.InvalidGrant('the code was already used');
    },
    destroy: (id) => documents.remove(kind, hidden(id)),
    revokeByGrantId: (grantId) => documents.removeGroup(grantGroup(grantId)),
  };
}

function grantGroup(grantId: string): string {
  return `oidc.grant:${hidden(grantId)}`;
}

function hidden(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
