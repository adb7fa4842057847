import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { tokenFile, wrappingKeyFile } from './import-files.ts';
import type { ImportParameters } from './import-wizard.ts';
import { opensslCommands } from './openssl-commands.ts';

/** The README of an import in the language shown: what the files are, and the commands for the chosen algorithm. */
export function useReadme({ keyId, keyAlias, keySpec }: KeyDetails) {
  const { t } = useTranslation();
  return ({ algorithm, expiresAt }: ImportParameters): string => {
    const wrappingKey = wrappingKeyFile(keyId);
    return t('keyImport.readme', {
      keyId,
      alias: keyAlias,
      spec: keySpec,
      algorithm,
      wrappingKey,
      token: tokenFile(keyId),
      expires: new Date(expiresAt).toISOString(),
      commands: opensslCommands(keySpec, algorithm, wrappingKey)
        .map(({ purpose, text }) => `# ${t(`keyImport.commands.${purpose}`)}\n${text}`)
        .join('\n\n'),
    });
  };
}
