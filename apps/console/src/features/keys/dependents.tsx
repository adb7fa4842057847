import './actions/action-texts.ts';
import Typography from '@mui/material/Typography';
import { useListed } from '../../shared/i18n/use-listed.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { KeyRisk } from './api/key-queries.ts';

/** What stands on the keys (KEY-17): secrets whose values cannot be read without them, and the service of a default key. */
export function Dependents({
  risks,
}: {
  readonly risks: readonly Pick<KeyRisk, 'secrets' | 'defaultService'>[];
}) {
  const { t } = useTranslation();
  const count = risks.reduce((sum, { secrets }) => sum + secrets.count, 0);
  // One secret can have versions under several of the keys.
  const names = [
    ...new Set(risks.flatMap(({ secrets }) => secrets.named.map(({ secretName }) => secretName))),
  ];
  const services = risks.flatMap(({ defaultService }) => defaultService?.toUpperCase() ?? []);
  const listed = useListed();
  return (
    <>
      {services.length > 0 && (
        <Typography variant="body2" sx={{ mt: 0.75 }}>
          {t('keys.use.service', { services: listed(services) })}
        </Typography>
      )}
      {count > 0 && (
        <Typography variant="body2" sx={{ mt: 0.75, overflowWrap: 'anywhere' }}>
          {t('keys.use.secrets', { count })}
          {names.length > 0 && ` ${t('keys.use.secretNames', { names: listed(names) })}`}
        </Typography>
      )}
    </>
  );
}
