import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { CodeBlock } from '../../../shared/components/code-block.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { KeyDetails } from '../api/key-queries.ts';
import { downloadReadme, downloadToken, downloadWrappingKey, wrappingKeyFile } from './import-files.ts';
import type { ImportParameters } from './import-wizard.ts';
import { opensslCommands } from './openssl-commands.ts';
import { useReadme } from './use-readme.ts';

interface WrapCommandsProps {
  readonly item: KeyDetails;
  readonly parameters: ImportParameters;
}

/** The commands of the documents for the chosen algorithm, ready to copy (IMP-06), and the files once more. */
export function WrapCommands({ item, parameters }: WrapCommandsProps) {
  const { t } = useTranslation();
  const readmeOf = useReadme(item);
  const { keyId, keySpec } = item;
  const file = wrappingKeyFile(keyId);
  const code = opensslCommands(keySpec, parameters.algorithm, file)
    .map(({ purpose, text }) => `# ${t(`keyImport.commands.${purpose}`)}\n${text}`)
    .join('\n');
  const again = [
    [t('keyImport.commands.wrappingKey'), () => downloadWrappingKey(keyId, parameters)],
    [t('keyImport.commands.token'), () => downloadToken(keyId, parameters)],
    [t('keyImport.commands.readme'), () => downloadReadme(keyId, readmeOf(parameters))],
  ] as const;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <Typography variant="subtitle2" component="h3">
        {t('keyImport.commands.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {t('keyImport.commands.explanation', { file })}
      </Typography>
      <CodeBlock label={t('keyImport.commands.title')} code={code} copyLabel={t('keyImport.commands.copy')} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 0.5 }}>
        <Typography variant="body2" color="textSecondary">
          {t('keyImport.commands.again')}
        </Typography>
        {again.map(([name, act]) => (
          <Button key={name} size="small" startIcon={<FileDownloadOutlined />} onClick={act}>
            {name}
          </Button>
        ))}
      </Box>
      <Typography variant="body2" color="textSecondary">
        {t('keyImport.commands.expire')} <TimeText at={parameters.expiresAt} />
      </Typography>
    </Box>
  );
}
