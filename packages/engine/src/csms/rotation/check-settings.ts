import {
  databaseCredentials,
  databaseRotationConfig,
  OperationError,
  operations,
  parseJsonText,
  type SecretType,
  sharedRotationConfig,
} from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { Resource } from '../../pipeline/handler.ts';
import type { SecretDirectory } from '../secrets/secret-directory.ts';
import type { SecretValue } from '../versions/value-sealing.ts';

/** A rotation as somebody sets it up. */
export interface RotationSettings {
  readonly secretName: string;
  readonly type: SecretType;
  /** JSON text; null: nothing was said. */
  readonly config: string | null;
  /** The value that is stored with it; absent when there is one already. */
  readonly value?: SecretValue;
}

interface SettingsCaller {
  readonly context: RequestContext;
  authorize(action: string, resource: Resource): Promise<void>;
}

/**
 * Refuses a rotation that could not work, and one that would use a secret that the caller may not read: the product reads it later for
 * whoever set the rotation up, and a login of an administrator is sent to the server that stands in the settings.
 *
 * @throws OperationError `secretParameterInvalid`, `secretNotFound`, `permissionDenied`
 */
export async function checkRotationSettings(
  directory: SecretDirectory,
  caller: SettingsCaller,
  settings: RotationSettings,
): Promise<void> {
  if (settings.type === 'COMMON' && settings.config === null) return;
  const named = settings.type === 'COMMON' ? checkShared(settings) : checkDatabase(settings);
  for (const { name, field } of named) {
    if (name === settings.secretName) throw invalid('rotation_config', field, 'must name another secret');
    const found = await directory.find(caller.context, name).catch(missing);
    const { id: projectId = null } = caller.context.project ?? {};
    // Whoever may not read secrets of that name does not learn whether there is one.
    const resource = found?.resource ?? { type: 'csms', id: '', name, projectId };
    await caller.authorize(operations['csms.showSecretVersion'].action, resource);
    if (found === undefined) throw new OperationError('secretNotFound');
  }
}

function missing(error: unknown): undefined {
  if (error instanceof OperationError && error.errorName === 'secretNotFound') return undefined;
  throw error;
}

interface NamedSecret {
  readonly name: string;
  readonly field: string;
}

function checkShared({ config }: RotationSettings): readonly NamedSecret[] {
  const parsed = parseJsonText(sharedRotationConfig, config ?? '{}');
  if ('problem' in parsed) throw invalid('rotation_config', parsed.problem.name, parsed.problem.message);
  const { SigningSecret: name } = parsed.value;
  return name === undefined ? [] : [{ name, field: 'SigningSecret' }];
}

function checkDatabase({ config, value }: RotationSettings): readonly NamedSecret[] {
  const parsed = parseJsonText(databaseRotationConfig, config ?? '{}');
  if ('problem' in parsed) throw invalid('rotation_config', parsed.problem.name, parsed.problem.message);
  if (value !== undefined) checkLogin(value);
  const { AdminSecret: name } = parsed.value;
  return name === undefined ? [] : [{ name, field: 'AdminSecret' }];
}

function checkLogin(value: SecretValue): void {
  if (value.kind === 'binary')
    throw invalid('secret_binary', '', 'must not be used: a login is JSON, send secret_string');
  const parsed = parseJsonText(databaseCredentials, value.text);
  if ('problem' in parsed) throw invalid('secret_string', parsed.problem.name, parsed.problem.message);
}

function invalid(field: string, name: string, message: string): OperationError {
  const what = name === '' ? field : `${name} in ${field}`;
  const mend =
    field === 'rotation_config'
      ? 'Correct the JSON and send it again.'
      : 'A rotating secret of a database holds JSON with engine (postgresql, mysql or mariadb), host, port, dbname, username and password.';
  return new OperationError('secretParameterInvalid', { field, message: `${what} ${message}. ${mend}` });
}
