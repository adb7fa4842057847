import { useTranslation } from 'react-i18next';
import { StateChip } from '../../shared/components/state-chip.tsx';
import type { Secret } from './api/secret-queries.ts';

export function SecretStateChip({ state }: { readonly state: Secret['state'] }) {
  const { t } = useTranslation();
  return <StateChip state={state} label={t(`secrets.state.${state}`)} />;
}
