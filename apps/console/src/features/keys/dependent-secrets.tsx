import './actions/action-texts.ts';
import Typography from '@mui/material/Typography';
import { tagOf } from '../../shared/i18n/i18n.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { KeyRisk } from './api/key-queries.ts';

/** Secrets whose values cannot be read without the keys (KEY-17); nothing where there are none. */
export function DependentSecrets({ risks }: { readonly risks: readonly Pick<KeyRisk, 'secrets'>[] }) {
  const { t, language } = useTranslation();
  const count = risks.reduce((sum, { secrets }) => sum + secrets.count, 0);
  if (count === 0) return null;
  // One secret can have versions under several of the keys.
  const names = [
    ...new Set(risks.flatMap(({ secrets }) => secrets.named.map(({ secretName }) => secretName))),
  ];
  const list = new Intl.ListFormat(tagOf(language), { type: 'unit' });
  return (
    <Typography variant="body2" sx={{ mt: 0.75, overflowWrap: 'anywhere' }}>
      {t('keys.use.secrets', { count })}
      {names.length > 0 && ` ${t('keys.use.secretNames', { names: list.format(names) })}`}
    </Typography>
  );
}
