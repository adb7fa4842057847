import AddOutlined from '@mui/icons-material/AddOutlined';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type DataColumn, DataTable } from '../../../shared/components/data-table.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { SecretDetails, SecretVersion } from '../api/secret-queries.ts';
import { useWhyNot } from '../details/why-not.ts';
import { VersionDialogs } from './version-dialogs.tsx';

/** Version List [G 2.2.3]: versions, their statuses and expiry; values only when asked for. */
export function VersionsTab({ item }: { readonly item: SecretDetails }) {
  const { t } = useTranslation();
  const { open } = useDialogParam(['version']);
  const whyNot = useWhyNot(item);
  const columns: DataColumn<SecretVersion>[] = [
    {
      name: 'version',
      head: t('secrets.versions.version'),
      cell: ({ versionId }) => <Typography sx={{ fontWeight: 600 }}>{versionId}</Typography>,
      width: 80,
    },
    {
      name: 'statuses',
      head: t('secrets.versions.statuses'),
      cell: ({ statuses }) => (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {statuses.length === 0
            ? t('secrets.versions.noStatus')
            : statuses.map((name) => <Chip key={name} size="small" variant="outlined" label={name} />)}
        </Box>
      ),
    },
    {
      name: 'created',
      head: t('secrets.column.created'),
      cell: ({ createdAt }) => <TimeText at={createdAt} short />,
      width: 165,
    },
    {
      name: 'expires',
      head: t('secrets.versions.expires'),
      cell: ({ expiresAt }) =>
        expiresAt === null ? t('secrets.versions.never') : <TimeText at={expiresAt} short />,
      width: 165,
    },
    {
      name: 'operation',
      head: t('secrets.column.operations'),
      bare: true,
      cell: (version) => <Operations item={item} version={version} />,
      width: 370,
    },
  ];
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1.5 }}>
        <Typography color="textSecondary" sx={{ flex: '1 1 240px' }}>
          {t('secrets.versions.why')}
        </Typography>
        {item.versions.length > 1 && (
          <WhyNotButton
            variant="outlined"
            whyNot={whyNot('csms.showSecretVersion')}
            onClick={() => open('compare')}
          >
            {t('secrets.compare.name')}
          </WhyNotButton>
        )}
        <WhyNotButton
          variant="contained"
          startIcon={<AddOutlined />}
          whyNot={whyNot('csms.createSecretVersion') ?? (item.keyProblem && inLanguage(item.keyProblem))}
          onClick={() => open('addVersion')}
        >
          {t('secrets.add.title')}
        </WhyNotButton>
      </Box>
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        <DataTable
          label={t('secrets.tab.versions')}
          columns={columns}
          rows={item.versions}
          keyOf={({ versionId }) => versionId}
        />
      </Paper>
      <VersionDialogs item={item} />
    </>
  );
}

const rowOperations = [
  { name: 'viewSecret', operation: 'csms.showSecretVersion' },
  { name: 'manageStatus', operation: 'csms.updateSecretStage' },
  { name: 'setExpiry', operation: 'csms.updateSecretVersion' },
] as const;

function Operations({ item, version }: { readonly item: SecretDetails; readonly version: SecretVersion }) {
  const { t } = useTranslation();
  const { open } = useDialogParam(['version']);
  const whyNot = useWhyNot(item);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, ml: -1 }}>
      {rowOperations.map(({ name, operation }) => {
        const problem = version.keyProblem && inLanguage(version.keyProblem);
        const why = whyNot(operation) ?? (name === 'viewSecret' ? problem : null);
        const label = t(`secrets.versions.${name}Of`, { version: version.versionId });
        return (
          <WhyNotButton
            key={name}
            size="small"
            whyNot={why}
            aria-label={label}
            onClick={() => open(name, { version: [version.versionId] })}
          >
            {t(`secrets.versions.${name}`)}
          </WhyNotButton>
        );
      })}
    </Box>
  );
}
