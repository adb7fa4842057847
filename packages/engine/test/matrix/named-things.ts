import { compileWireCodec, operationOf } from '@dewpoint/contract';
import type { RequestContext } from '../../src/context.ts';
import type { EngineWorld } from '../engine-world.ts';

export const keyStates = ['enabled', 'disabled', 'pendingDeletion', 'pendingImport'] as const;
export type KeyState = (typeof keyStates)[number];

/** IDs and names that a call can give; of things that are there, that are not, or that are another account's. */
export interface NamedThings {
  /** Before the project, whose ID is a part of it. */
  readonly subscriptionUrn: string;
  readonly topicUrn: string;
  readonly keyId: string;
  readonly userId: string;
  readonly groupId: string;
  readonly policyId: string;
  readonly projectId: string;
  readonly domainId: string;
  /** Of encrypt-data and the console's tool, Base64. */
  readonly cipherOfData: string;
  /** Of a data key, hex. */
  readonly cipherOfDatakey: string;
  readonly alias: string;
  readonly grantId: string;
  readonly accessKey: string;
  readonly traceId: string;
  readonly secretName: string;
  readonly secretId: string;
  readonly eventName: string;
  readonly notificationId: string;
  /** Backup of the secret, Base64. */
  readonly secretBlob: string;
  readonly sessionHandle: string;
  /** Its ID. */
  readonly enterpriseProject: string;
}

/** One of each thing, with a key in this state, made by an administrator. */
export async function makeThings(w: EngineWorld, state: KeyState, as = w.as): Promise<NamedThings> {
  const suffix = `${state}-${as.account.name}`;
  const origin = state === 'pendingImport' ? { origin: 'external' } : {};
  const { keyInfo } = await w.call('kms.createKey', as, { keyAlias: `key-${suffix}`, ...origin });
  const { keyId } = keyInfo;
  const { keyInfo: other } = await w.call('kms.createKey', as, { keyAlias: `other-${suffix}` });
  // A key without material encrypts nothing; the ciphertexts are then another one's.
  const under = state === 'pendingImport' ? other.keyId : keyId;
  const { group } = await w.call('iam.createGroup', as, { group: { name: `group-${suffix}` } });
  const user = await w.makeUser(`user-${suffix}`, as);
  const userId = userIdOf(user);
  const policy = await w.call('iam.createPolicy', as, {
    name: `policy-${suffix}`,
    document: JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['kms:cmk:get'] }] }),
  });
  const alias = `alias/${suffix}`;
  await w.call('kms.createAlias', as, { keyId: under, alias });
  const { grantId } = await w.call('kms.createGrant', as, {
    keyId: under,
    granteePrincipal: userId,
    operations: ['encrypt-data'],
  });
  const { credential } = await w.call('iam.createAccessKey', as, { credential: { userId } });
  const enterpriseProject = await w.call('eps.createEnterpriseProject', as, { name: `ep-${suffix}` });
  const topic = await makeTopic(w, as, suffix);
  const things = {
    ...topic,
    keyId,
    userId,
    groupId: group.id,
    policyId: policy.id,
    projectId: as.project?.id ?? '',
    domainId: as.account.id,
    alias,
    grantId,
    accessKey: credential.access,
    sessionHandle: await openSession(w, userId),
    enterpriseProject: enterpriseProject.id,
    ...(await encryptUnder(w, as, under)),
    ...(await makeSecret(w, as, { kmsKeyId: under, suffix, topicUrn: topic.topicUrn })),
  };
  if (state === 'disabled') await w.call('kms.disableKey', as, { keyId });
  if (state === 'pendingDeletion') await w.call('kms.scheduleKeyDeletion', as, { keyId, pendingDays: '7' });
  return things;
}

async function encryptUnder(
  w: EngineWorld,
  as: RequestContext,
  keyId: string,
): Promise<Pick<NamedThings, 'cipherOfData' | 'cipherOfDatakey' | 'traceId'>> {
  const { output, traceId } = await w.engine.execute('kms.encryptText', as, { keyId, text: 'text' });
  const datakey = await w.call('kms.createDatakeyWithoutPlaintext', as, { keyId, datakeyLength: '256' });
  return {
    cipherOfData: wireOf('kms.encryptText', 'cipherText', output),
    cipherOfDatakey: wireOf('kms.createDatakeyWithoutPlaintext', 'cipherText', datakey),
    traceId: traceId ?? '',
  };
}

/** A topic with a subscription that nobody will ever confirm: names under `.invalid` mean nothing anywhere. */
async function makeTopic(
  w: EngineWorld,
  as: RequestContext,
  suffix: string,
): Promise<Pick<NamedThings, 'topicUrn' | 'subscriptionUrn'>> {
  const { topicUrn } = await w.call('smn.createTopic', as, { name: `topic-${suffix}`, displayName: '' });
  const endpoint = 'https://receiver.invalid/';
  const added = await w.call('smn.addSubscription', as, { topicUrn, protocol: 'https', endpoint });
  return { subscriptionUrn: added.subscriptionUrn, topicUrn };
}

async function makeSecret(
  w: EngineWorld,
  as: RequestContext,
  parts: { readonly kmsKeyId: string; readonly suffix: string; readonly topicUrn: string },
): Promise<Pick<NamedThings, 'secretName' | 'secretId' | 'eventName' | 'notificationId' | 'secretBlob'>> {
  const { kmsKeyId, suffix, topicUrn } = parts;
  const secretName = `secret-${suffix}`;
  const eventName = `event-${suffix}`;
  await w.call('csms.createSecretEvent', as, {
    name: eventName,
    eventTypes: ['SECRET_VERSION_CREATED', 'SECRET_DELETED'],
    state: 'ENABLED',
    notification: { targetType: 'SMN', targetId: topicUrn, targetName: 'topic' },
  });
  const { secret } = await w.call('csms.createSecret', as, {
    name: secretName,
    kmsKeyId,
    secretString: 'value',
    eventSubscriptions: [eventName],
  });
  const backup = await w.call('csms.downloadSecretBlob', as, { secretName });
  const secretBlob = wireOf('csms.downloadSecretBlob', 'secretBlob', backup);
  const { items } = await w.call('csms.searchNotifications', as, { q: secretName });
  const [notification] = items;
  if (notification === undefined) throw new TypeError('the new secret is not told');
  const { notificationId } = notification;
  return { secretName, secretId: secret.id, eventName, notificationId, secretBlob };
}

/** Opens a session of the console as sign-in does and answers its handle. */
export async function openSession(w: EngineWorld, userId: string): Promise<string> {
  const user = await w.engine.identity.findUser(userId);
  if (user === null) throw new TypeError(`there is no user ${userId}`);
  await w.engine.sessions.create({
    user,
    idleLimitInMs: 3_600_000,
    absoluteLimitInMs: 3_600_000,
    authenticatedAt: w.clock.now(),
    multiFactor: false,
    sourceIp: '192.0.2.1',
    userAgent: '',
    issuer: 'http://localhost:8080/oidc',
    subject: userId,
    providerSessionId: null,
    data: {},
  });
  const [session] = await w.engine.sessions.list(userId);
  if (session === undefined) throw new TypeError('the session is not listed');
  return session.handle;
}

/** What looks like these things, and was never there. */
export function missingLike(model: NamedThings): NamedThings {
  const topicUrn = `urn:smn:local-1:${'d'.repeat(32)}:nobodys`;
  return {
    subscriptionUrn: `${topicUrn}:${'9'.repeat(32)}`,
    topicUrn,
    keyId: '00000000-0000-4000-8000-000000000001',
    userId: 'a'.repeat(32),
    groupId: 'b'.repeat(32),
    policyId: 'c'.repeat(32),
    projectId: 'd'.repeat(32),
    domainId: 'e'.repeat(32),
    cipherOfData: garbageLike(model.cipherOfData, 'base64'),
    cipherOfDatakey: garbageLike(model.cipherOfDatakey, 'hex'),
    alias: 'alias/nobodys',
    grantId: 'f'.repeat(64),
    accessKey: 'NOBODYSACCESSKEY0000',
    traceId: '00000000-0000-4000-8000-000000000002',
    secretName: 'nobodys-secret',
    secretId: '00000000-0000-4000-8000-000000000003',
    eventName: 'nobodys-event',
    notificationId: '00000000-0000-4000-8000-000000000004',
    secretBlob: garbageLike(model.secretBlob, 'base64'),
    sessionHandle: '9'.repeat(model.sessionHandle.length),
    enterpriseProject: '00000000-0000-4000-8000-000000000005',
  };
}

export function userIdOf({ principal }: RequestContext): string {
  if (principal.kind !== 'user') throw new TypeError('the context is no user’s');
  return principal.userId;
}

/** A text of the answer as the console's wire has it. */
function wireOf(
  id: Parameters<typeof operationOf>[0],
  field: string,
  output: Record<string, unknown>,
): string {
  const encoded = compileWireCodec(operationOf(id).output, 'camel').encode(output) as Record<string, unknown>;
  const value = encoded[field];
  if (typeof value !== 'string') throw new TypeError(`${id} answers no ${field}`);
  return value;
}

/** Bytes of the same length that nobody ever sealed. */
function garbageLike(text: string, encoding: 'base64' | 'hex'): string {
  const bytes = Buffer.from(text, encoding);
  return Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(encoding);
}
