import { OperationError, type OperationOutput, type SecretType } from '@dewpoint/contract';
import { projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { CsmsParts } from '../csms-parts.ts';

type BatchOperations = 'csms.batchImportSecrets' | 'csms.batchShowSecretVersion' | 'csms.batchDeleteSecrets';

type Failure = OperationOutput<'csms.batchImportSecrets'>['errorList'][number];

/** Types of secrets that belong to instances of a service; of the others this product has no secrets. */
const typesOfInstances: Readonly<Record<string, readonly SecretType[]>> = { RDS: ['RDS-FG'] };

/** Many secrets in one request; what is done with each is the operation for one. */
export function secretBatchHandlers({ store }: CsmsParts): HandlersOf<BatchOperations> {
  return {
    'csms.batchImportSecrets': {
      kind: 'compound',
      async run({ input }, execute) {
        const errorList: Failure[] = [];
        for (const secret of input.secrets) {
          const refusal = await refusalOf(execute('csms.createSecret', secret));
          if (refusal !== undefined) errorList.push({ name: secret.name, errorMsg: refusal.message });
        }
        const total = input.secrets.length;
        return { errorList, total, success: total - errorList.length, failed: errorList.length };
      },
    },
    'csms.batchShowSecretVersion': {
      kind: 'compound',
      async run({ input }, execute) {
        const versions = [];
        for (const secretName of input.secretNameList) {
          try {
            const read = await execute('csms.showSecretVersion', { secretName, versionId: 'latest' });
            versions.push(read.version);
          } catch (error) {
            throw error instanceof OperationError ? about(secretName, error) : error;
          }
        }
        return { totalCount: versions.length, versions };
      },
    },
    'csms.batchDeleteSecrets': {
      kind: 'compound',
      async run({ context, input }, execute) {
        const { accountId, projectId } = projectScope(context);
        const rows = await store.read
          .selectFrom('secrets')
          .select(['name', 'type', 'rotation_config'])
          .where('account_id', '=', accountId)
          .where('project_id', '=', projectId)
          .where('rotation_config', 'is not', null)
          .orderBy('name')
          .execute();
        const types = input.instanceType && (typesOfInstances[input.instanceType] ?? []);
        const successSecrets: string[] = [];
        const failedSecrets: Failure[] = [];
        for (const { name, type, rotation_config } of rows) {
          if (types?.includes(type) === false || instanceOf(rotation_config) !== input.instanceId) continue;
          const refusal = await refusalOf(execute('csms.deleteSecret', { secretName: name }));
          if (refusal === undefined) successSecrets.push(name);
          // Gone meanwhile, or nothing that this caller may know of.
          else if (refusal.errorName !== 'secretNotFound') {
            failedSecrets.push({ name, errorMsg: refusal.message });
          }
        }
        return { total: successSecrets.length + failedSecrets.length, successSecrets, failedSecrets };
      },
    },
  };
}

/** The refusal of one of many; undefined when it succeeded. A failure of the product ends the whole batch. */
async function refusalOf(running: Promise<unknown>): Promise<OperationError | undefined> {
  try {
    await running;
    return undefined;
  } catch (error) {
    if (error instanceof OperationError && error.status < 500) return error;
    throw error;
  }
}

/** A refusal of one secret as the refusal of a call that names several. */
function about(secretName: string, error: OperationError): OperationError {
  const { errorName, message, explanation, retryAfterInSeconds } = error;
  return new OperationError(errorName, {
    field: 'secret_name_list',
    message: `${secretName}: ${message}`,
    cause: error,
    ...(explanation === undefined ? {} : { explanation }),
    ...(retryAfterInSeconds === undefined ? {} : { retryAfterInSeconds }),
  });
}

/** Instance that a rotating secret belongs to; the contract lets only JSON objects in. */
function instanceOf(rotationConfig: string | null): unknown {
  const config: unknown = JSON.parse(rotationConfig ?? '{}');
  return Reflect.get(Object(config), 'InstanceId');
}
