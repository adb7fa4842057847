import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { useRefreshScreen } from '../../../shared/entities/use-refresh-screen.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';

const shadowDialogNames = ['startShadow', 'commitShadow', 'cancelShadow'] as const;
export type ShadowDialogName = (typeof shadowDialogNames)[number];

export function isShadowDialogName(name: string | null): name is ShadowDialogName {
  return shadowDialogNames.some((known) => known === name);
}

interface ShadowDialogProps {
  readonly name: ShadowDialogName;
  readonly item: KeyDetails;
  readonly onClose: () => void;
}

/** Asks before a trial begins, and before it is decided. */
export function ShadowDialog({ name, item, onClose }: ShadowDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { keyId, keyAlias: alias } = item;
  if (name === 'startShadow') return <StartDialog item={item} onClose={onClose} />;
  const operation = name === 'commitShadow' ? 'kms.commitShadowDisable' : 'kms.cancelShadowDisable';
  return (
    <ConfirmDialog
      title={t(`keys.shadow.${name}.title`, { alias })}
      effect={t(`keys.shadow.${name}.effect`)}
      act={() => client.call(operation, { keyId })}
      told={t(`keys.shadow.${name}.done`, { alias })}
      onClose={onClose}
    />
  );
}

const daysRule = contractRules['kms.startShadowDisable'].input.shape.days;
const INITIAL_DAYS = '7';

function StartDialog({ item, onClose }: Omit<ShadowDialogProps, 'name'>) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const refresh = useRefreshScreen();
  const notify = useNotify();
  const [typed, setTyped] = useState(INITIAL_DAYS);
  const days = daysRule.safeParse(typed.trim() === '' ? Number.NaN : Number(typed)).data ?? null;
  const { keyId, keyAlias: alias } = item;
  const { run, busy, error } = useAct({
    act: (wanted: number) => client.call('kms.startShadowDisable', { keyId, days: wanted }),
    onSettled: refresh,
    onDone: () => {
      notify({ severity: 'success', message: t('keys.shadow.startShadow.done', { alias }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('keys.shadow.startShadow.title', { alias })}
      error={error}
      busy={busy}
      complete={days !== null}
      onSubmit={() => {
        if (days !== null) void run(days);
      }}
      onClose={onClose}
    >
      {t('keys.shadow.startShadow.effect')}
      <TextField
        label={t('keys.shadow.days')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={days === null}
        helperText={t('keys.shadow.daysRule')}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
      />
    </FormDialog>
  );
}
