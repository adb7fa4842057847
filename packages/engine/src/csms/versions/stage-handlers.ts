import { OperationError, type OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Change, Transaction } from '../../store/store.ts';
import type { CsmsParts } from '../csms-parts.ts';
import {
  type SecretRecord,
  type StageRecord,
  secretAddress,
  type VersionRecord,
} from '../secrets/secret-record.ts';
import { lockSecret } from '../secrets/secret-repository.ts';
import { stateAfter } from '../secrets/secret-rules.ts';
import { afterDeleting, afterTaking, type StageMap } from './version-rules.ts';

type StageOperations =
  | 'csms.createSecretStage'
  | 'csms.updateSecretStage'
  | 'csms.deleteSecretStage'
  | 'csms.showSecretStage';

type StageAnswer = OperationOutput<'csms.showSecretStage'>;
type StageRule = (stages: StageMap, versions: ReadonlyMap<number, VersionRecord>) => StageMap;

interface StageCall {
  readonly context: RequestContext;
  readonly now: number;
  readonly input: { readonly secretName: string };
}

/** Statuses of versions (SEC-06). */
export function stageHandlers(parts: CsmsParts): HandlersOf<StageOperations> {
  const { directory } = parts;

  async function move(
    { context, now, input }: StageCall,
    transaction: Transaction,
    announce: (change: Change) => void,
    rule: StageRule,
  ): Promise<{ secret: SecretRecord; stages: ReadonlyMap<string, StageRecord> }> {
    const secret = await lockSecret(transaction, context, { name: input.secretName });
    stateAfter('change', secret.state);
    const stages = await parts.versions.moveStages(transaction, secret, now, rule);
    announce({ kind: 'secret', address: secretAddress(secret) });
    return { secret, stages };
  }

  return {
    'csms.createSecretStage': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const { name, versionId } = call.input;
        const { secret, stages } = await move(call, transaction, announce, (before, versions) => {
          requireVersion(versions, versionId);
          if (before.has(name)) throw new OperationError('secretStatusTaken', { field: 'name' });
          return afterTaking(before, versionId, [name]);
        });
        return stageAnswer(secret, name, stages.get(name));
      },
    },
    'csms.updateSecretStage': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const { stageName, versionId } = call.input;
        const { secret, stages } = await move(call, transaction, announce, (before, versions) => {
          requireVersion(versions, versionId);
          return afterTaking(before, versionId, [stageName]);
        });
        return stageAnswer(secret, stageName, stages.get(stageName));
      },
    },
    'csms.deleteSecretStage': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        await move(call, transaction, announce, (before) => afterDeleting(before, call.input.stageName));
        return {};
      },
    },
    'csms.showSecretStage': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { secret, stages } = await directory.find(context, input.secretName);
        stateAfter('use', secret.state);
        return stageAnswer(secret, input.stageName, stages.get(input.stageName));
      },
    },
  };
}

function requireVersion(versions: ReadonlyMap<number, VersionRecord>, version: number): void {
  if (!versions.has(version)) throw new OperationError('secretVersionNotFound', { field: 'version_id' });
}

function stageAnswer(secret: SecretRecord, name: string, stage: StageRecord | undefined): StageAnswer {
  if (stage === undefined) throw new OperationError('secretStatusNotFound', { field: 'stage_name' });
  return {
    stage: { name, updateTime: stage.updatedAt, secretName: secret.name, versionId: stage.version },
  };
}
