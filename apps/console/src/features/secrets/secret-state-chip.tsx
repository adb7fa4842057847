import { StateChip } from '../../shared/components/state-chip.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { Secret } from './api/secret-queries.ts';

export function SecretStateChip({ state }: { readonly state: Secret['state'] }) {
  const { t } = useTranslation();
  return <StateChip state={state} label={t(`secrets.state.${state}`)} />;
}
