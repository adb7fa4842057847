import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { EnterpriseProject } from '../../../shared/enterprise-projects/enterprise-project.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { NameCell } from '../../../shared/list/name-cell.tsx';
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
    <NameCell
      id={item.keyId}
      link={<KeyLink item={item} />}
      dense={dense}
      badge={
        isDefaultKey(item) && (
          <Chip label={t('keys.defaultKey')} variant="outlined" sx={{ height: 17, fontSize: '0.6875rem' }} />
        )
      }
    />
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
