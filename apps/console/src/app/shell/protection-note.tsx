import MemoryOutlined from '@mui/icons-material/MemoryOutlined';
import ShieldOutlined from '@mui/icons-material/ShieldOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Session } from '../../shared/api/project-api.ts';
import { inLanguage } from '../../shared/i18n/server-words.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

/** What protects the keys in storage (HSM-01): always in sight. */
export function ProtectionNote({ protection }: { readonly protection: Session['protection'] }) {
  const { t } = useTranslation();
  const Icon = protection.kind === 'hsm' ? ShieldOutlined : MemoryOutlined;
  return (
    <Box
      component="aside"
      aria-label={t('protection.label')}
      sx={{
        display: 'flex',
        gap: 1.25,
        px: 2.5,
        py: 2,
        borderTop: 1,
        borderColor: 'hairline',
        color: 'text.secondary',
      }}
    >
      <Icon sx={{ fontSize: 18, mt: '1px' }} />
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="caption" component="p" sx={{ fontWeight: 600 }}>
          {t(`protection.${protection.kind}`)}
        </Typography>
        <Typography variant="caption" component="p" sx={{ overflowWrap: 'anywhere' }}>
          {inLanguage(protection.detail)}
        </Typography>
      </Box>
    </Box>
  );
}
