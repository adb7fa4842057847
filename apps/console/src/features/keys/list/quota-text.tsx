import Box from '@mui/material/Box';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

/** Custom keys of the account and how many there may be (KEY-12). */
export function QuotaText({ used, quota }: { readonly used: number; readonly quota: number }) {
  const { t } = useTranslation();
  const full = used >= quota;
  return (
    <Box component="span" sx={{ color: full ? 'error.main' : 'inherit', fontWeight: full ? 600 : 400 }}>
      {t(full ? 'keys.quotaFull' : 'keys.quota', { used, quota })}
    </Box>
  );
}
