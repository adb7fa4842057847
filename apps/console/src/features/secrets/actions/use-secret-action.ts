import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import type { SecretActionName } from './secret-action.ts';
import { useBackup } from './use-backup.ts';

/** Starts an act on secrets: a backup is downloaded at once, the rest asks first. */
export function useSecretAction() {
  const { open } = useDialogParam(['on']);
  const { download } = useBackup();
  return (name: SecretActionName, names: readonly string[]): void => {
    if (name !== 'backup') open(name, { on: names });
    else for (const secretName of names) void download(secretName);
  };
}
