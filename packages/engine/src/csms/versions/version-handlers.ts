import { OperationError, type OperationOutput } from '@dewpoint/contract';
import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { versionMetadata } from '../secrets/secret-answers.ts';
import type { ListedSecret } from '../secrets/secret-directory.ts';
import { secretAddress, type VersionRecord } from '../secrets/secret-record.ts';
import { lockSecret, updateSecretRow } from '../secrets/secret-repository.ts';
import { stateAfter } from '../secrets/secret-rules.ts';
import { givenValue, prepareSealing } from './value-sealing.ts';
import { planExpiry } from './version-expiry.ts';
import { readVersions, stageMap, updateVersion } from './version-repository.ts';
import { versionMeant } from './version-rules.ts';
import { namesOn } from './version-writer.ts';

type VersionOperations =
  | 'csms.createSecretVersion'
  | 'csms.listSecretVersions'
  | 'csms.showSecretVersion'
  | 'csms.updateSecretVersion';

/** Versions and their values (SEC-05, SEC-07, SEC-10). */
export function versionHandlers(parts: CsmsParts): HandlersOf<VersionOperations> {
  const { directory, secretKeys, values, jobs } = parts;
  return {
    'csms.createSecretVersion': {
      kind: 'prepared',
      resource: directory.resourceOf,
      prepare: (call) => prepareVersion(parts, call),
    },
    'csms.listSecretVersions': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const listed = await directory.find(context, input.secretName);
        stateAfter('use', listed.secret.state);
        return pageOfVersions(listed, input.marker, input.limit);
      },
    },
    'csms.showSecretVersion': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run(call) {
        const listed = await directory.find(call.context, call.input.secretName);
        stateAfter('use', listed.secret.state);
        const version = found(listed, versionMeant(call.input.versionId, listed.versions, listed.stages));
        const key = await secretKeys.forReading(call, version.kmsKeyId);
        const value = await values.read(listed.secret, version, key);
        return {
          version: {
            versionMetadata: metadataIn(listed, version),
            ...(value.kind === 'text' ? { secretString: value.text } : { secretBinary: value.bytes }),
          },
        };
      },
    },
    'csms.updateSecretVersion': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run({ context, input, now }, transaction, announce) {
        const secret = await lockSecret(transaction, context, { name: input.secretName });
        stateAfter('change', secret.state);
        const { versions, stages } = await readVersions(transaction, secret.id);
        const version = found({ versions }, input.versionId);
        const expiresAt = checkedExpiry(input.expireTime, now);
        const changed = { ...version, expiresAt };
        await updateVersion(transaction, secret.id, version.version, {
          expires_at: expiresAt,
          expiry_told_at: null,
        });
        await planExpiry(jobs, transaction, secret, changed);
        await updateSecretRow(transaction, secret, { updated_at: now });
        announce({ kind: 'secret', address: secretAddress(secret) });
        const names = namesOn(stageMap(stages), version.version);
        return { versionMetadata: versionMetadata(secret, changed, names) };
      },
    },
  };
}

/** The value is sealed under the key that the secret has when the call comes; its number is given under the lock. */
async function prepareVersion(
  parts: CsmsParts,
  call: Call<'csms.createSecretVersion'>,
): Promise<PreparedChange<'csms.createSecretVersion'>> {
  const { context, input, now } = call;
  const { secret: known } = await parts.directory.find(context, input.secretName);
  stateAfter('change', known.state);
  const expiresAt = checkedExpiry(input.expireTime ?? null, now);
  const key = await parts.secretKeys.forEncryption(call, known.kmsKeyId);
  const seal = await prepareSealing(parts.keys, key, known, givenValue(input));

  return async (transaction, announce) => {
    const locked = await lockSecret(transaction, context, { name: input.secretName });
    stateAfter('change', locked.state);
    // Deleted and made anew meanwhile: what was sealed belongs to the secret that is gone.
    if (locked.id !== known.id) throw new OperationError('secretNotFound');
    const { secret, version, stages } = await parts.versions.add(transaction, locked, {
      seal,
      stages: input.versionStages,
      expiresAt,
      now,
    });
    announce({ kind: 'secret', address: secretAddress(secret) });
    return { versionMetadata: versionMetadata(secret, version, stages) };
  };
}

function pageOfVersions(
  listed: ListedSecret,
  marker: string,
  limit: number,
): OperationOutput<'csms.listSecretVersions'> {
  const before = marker === '' ? Number.POSITIVE_INFINITY : Number(marker.slice(1));
  const rest = [...listed.versions.values()].reverse().filter(({ version }) => version < before);
  const page = rest.slice(0, limit);
  const idOf = (version: VersionRecord | undefined) => (version === undefined ? '' : `v${version.version}`);
  return {
    versionMetadatas: page.map((version) => metadataIn(listed, version)),
    pageInfo: {
      nextMarker: rest.length > limit ? idOf(page.at(-1)) : '',
      previousMarker: idOf(page[0]),
      currentCount: page.length,
    },
  };
}

function metadataIn({ secret, stages }: ListedSecret, version: VersionRecord) {
  return versionMetadata(secret, version, namesOn(stageMap(stages), version.version));
}

function found(
  { versions }: { readonly versions: ReadonlyMap<number, VersionRecord> },
  number: number | undefined,
): VersionRecord {
  const version = number === undefined ? undefined : versions.get(number);
  if (version === undefined) throw new OperationError('secretVersionNotFound', { field: 'version_id' });
  return version;
}

/** SEC-07: an expiry lies ahead, or there is none. */
function checkedExpiry(expireTime: number | null, now: number): number | null {
  if (expireTime !== null && expireTime <= now) {
    throw new OperationError('secretParameterInvalid', {
      field: 'expire_time',
      message: 'expire_time lies in the past. Give a time ahead in milliseconds since 1970 UTC.',
    });
  }
  return expireTime;
}
