import Typography from '@mui/material/Typography';
import { useListed } from '../../../shared/i18n/use-listed.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Grant } from '../api/key-queries.ts';

/** The granted operations by their names in the documents. */
export function GrantedOperations({ operations }: Pick<Grant, 'operations'>) {
  const { t } = useTranslation();
  const listed = useListed();
  return (
    <Typography variant="body2" component="span">
      {listed(operations.map((operation) => t(`keyTabs.grants.operation.${operation}`)))}
    </Typography>
  );
}
