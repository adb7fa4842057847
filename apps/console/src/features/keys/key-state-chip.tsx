import { StateChip } from '../../shared/components/state-chip.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { Key } from './api/key-queries.ts';

export function KeyStateChip({ state }: { readonly state: Key['state'] }) {
  const { t } = useTranslation();
  return <StateChip state={state} label={t(`keys.state.${state}`)} />;
}
