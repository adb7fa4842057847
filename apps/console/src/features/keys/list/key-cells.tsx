import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { CopyButton } from '../../../shared/components/copy-button.tsx';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { EnterpriseProject } from '../../../shared/components/enterprise-project.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { isDefaultKey } from '../actions/key-action.ts';
import type { Key } from '../api/key-queries.ts';
import { KeyLink } from '../key-link.tsx';

interface CellProps {
  readonly item: Key;
}

interface DensityProps extends CellProps {
  /** One line instead of two. */
  readonly dense: boolean;
}

export function AliasCell({ item, dense }: DensityProps) {
  const { t } = useTranslation();
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: dense ? 'row' : 'column',
        alignItems: dense ? 'center' : 'stretch',
        columnGap: 1.5,
        minWidth: 0,
        width: '100%',
        lineHeight: 1.25,
        '& .MuiIconButton-root': { p: '2px' },
        '& .MuiIconButton-root .MuiSvgIcon-root': { fontSize: 13 },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0, lineHeight: '17px' }}>
        <KeyLink item={item} />
        {dense && <CopyButton value={item.keyId} label={t('copy.id')} />}
        {isDefaultKey(item) && (
          <Chip label={t('keys.defaultKey')} variant="outlined" sx={{ height: 17, fontSize: '0.6875rem' }} />
        )}
      </Box>
      {!dense && (
        <Box
          sx={{
            display: 'flex',
            minWidth: 0,
            lineHeight: '16px',
            '& .MuiTypography-mono': { fontSize: '0.6875rem', lineHeight: '16px' },
          }}
        >
          <CopyableId value={item.keyId} cut />
        </Box>
      )}
    </Box>
  );
}

export function AlgorithmCell({ item, dense }: DensityProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: dense ? 'row' : 'column',
        alignItems: dense ? 'baseline' : 'stretch',
        columnGap: 1,
        minWidth: 0,
      }}
    >
      <Typography component="span" variant="body2" noWrap sx={{ lineHeight: '17px' }}>
        {item.keySpec}
      </Typography>
      <Typography
        component="span"
        noWrap
        color="textSecondary"
        sx={{ fontSize: '0.6875rem', lineHeight: '16px' }}
      >
        {item.keyUsage}
      </Typography>
    </Box>
  );
}

/** Until when the material lives. */
export function ExpiresCell({ item }: CellProps) {
  const { t } = useTranslation();
  if (item.materialExpiresAt === null) {
    return (
      <Typography component="span" variant="body2" color="textSecondary">
        {t('keys.neverExpires')}
      </Typography>
    );
  }
  return <TimeCell at={item.materialExpiresAt} />;
}

export function OriginCell({ item }: CellProps) {
  const { t } = useTranslation();
  return (
    <Tooltip title={t(`keys.origin.${item.origin}`)}>
      <Typography component="span" variant="body2" noWrap>
        {t(`keys.originShort.${item.origin}`)}
      </Typography>
    </Tooltip>
  );
}

export function EnterpriseProjectCell({ item }: CellProps) {
  return (
    <Typography component="span" variant="body2" noWrap>
      <EnterpriseProject id={item.enterpriseProjectId} />
    </Typography>
  );
}

export function TimeCell({ at }: { readonly at: number }) {
  return (
    <Typography component="span" variant="body2" noWrap>
      <TimeText at={at} short />
    </Typography>
  );
}
