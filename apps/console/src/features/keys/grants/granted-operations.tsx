import Typography from '@mui/material/Typography';
import { tagOf } from '../../../shared/i18n/i18n.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Grant } from '../api/key-queries.ts';

/** The granted operations by their names in the documents. */
export function GrantedOperations({ operations }: Pick<Grant, 'operations'>) {
  const { t, language } = useTranslation();
  const list = new Intl.ListFormat(tagOf(language), { type: 'unit', style: 'short' });
  return (
    <Typography variant="body2" component="span">
      {list.format(operations.map((operation) => t(`keyTabs.grants.operation.${operation}`)))}
    </Typography>
  );
}
