import './entity-texts.ts';
import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

/** Whether somebody may come in: a word and an icon, never colour alone. */
export function EnabledText({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation();
  const Icon = enabled ? CheckCircleOutlined : BlockOutlined;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        whiteSpace: 'nowrap',
        color: enabled ? 'state.enabled' : 'state.disabled',
      }}
    >
      <Icon sx={{ fontSize: 16 }} />
      {enabled ? t('entities.enabled') : t('entities.disabled')}
    </Box>
  );
}
