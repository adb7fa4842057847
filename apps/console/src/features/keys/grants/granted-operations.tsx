import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../api/key-queries.ts';

export function GrantedOperations({ operations }: Pick<Grant, 'operations'>) {
  const { t } = useTranslation();
  return (
    <Box
      component="ul"
      aria-label={t('keyTabs.grants.column.operations')}
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 0.5 }}
    >
      {operations.map((operation) => (
        <li key={operation}>
          <Chip size="small" variant="outlined" label={t(`keyTabs.grants.operation.${operation}`)} />
        </li>
      ))}
    </Box>
  );
}
