import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { KeyNames } from '../actions/key-names.tsx';
import { RecentKeyUse } from '../actions/recent-use.tsx';
import { invalidateKeys, type KeyDetails, type KeyRotation } from '../api/key-queries.ts';
import { PeriodField, periodIn } from './period-field.tsx';

/** What a rotation that is switched on starts with, days (ROT-01). */
const INITIAL_PERIOD = 365;

interface RotationDialogProps {
  readonly item: KeyDetails;
  readonly onClose: () => void;
}

/** The dialog of rotation that the URL names, where the state of the key and of its rotation allows it. */
export function RotationDialogs({
  item,
  rotation,
}: Omit<RotationDialogProps, 'onClose'> & { rotation: KeyRotation }) {
  const { dialog, close } = useDialogParam();
  const { enabled, intervalInDays } = rotation;
  if (item.state !== 'enabled') return null;
  if (dialog === 'enableRotation' && !enabled) return <EnableRotation item={item} onClose={close} />;
  if (dialog === 'disableRotation' && enabled) return <DisableRotation item={item} onClose={close} />;
  if (dialog === 'changeRotationPeriod' && enabled) {
    return <ChangePeriod item={item} intervalInDays={intervalInDays} onClose={close} />;
  }
  return dialog === 'rotateNow' ? <RotateNow item={item} restarts={enabled} onClose={close} /> : null;
}

/** Enable Rotation Policy [G 2.1.8.2]. */
function EnableRotation({ item, onClose }: RotationDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const notify = useNotify();
  const finish = useFinish(item, onClose);
  const [period, setPeriod] = useState(String(INITIAL_PERIOD));
  const days = periodIn(period);
  const { keyId, keyAlias: alias } = item;

  /** Rotation starts with 365 days; another period is set after it. Why that was refused, or null. */
  async function enable(wanted: number): Promise<Error | null> {
    await client.call('kms.enableKeyRotation', { keyId });
    if (wanted === INITIAL_PERIOD) return null;
    try {
      await client.call('kms.updateKeyRotationInterval', { keyId, rotationInterval: wanted });
      return null;
    } catch (refusal) {
      if (refusal instanceof Error) return refusal;
      throw refusal;
    }
  }
  const { run, busy, error } = useRotationAct(enable, (refusal) => {
    if (refusal === null) return finish('enable');
    const why = refusalOf(refusal).message;
    notify({ severity: 'error', message: t('keyTabs.rotation.enable.periodRefused', { alias, why }) });
    onClose();
  });
  return (
    <FormDialog
      title={t('keyTabs.rotation.enable.title')}
      error={error}
      busy={busy}
      complete={days !== null}
      onSubmit={() => days !== null && void run(days)}
      onClose={onClose}
    >
      <Typography>{t('keyTabs.rotation.enable.effect')}</Typography>
      <PeriodField
        value={period}
        onChange={setPeriod}
        readOnly={!item.permitted.includes('kms.updateKeyRotationInterval')}
      />
    </FormDialog>
  );
}

function ChangePeriod({ item, intervalInDays, onClose }: RotationDialogProps & { intervalInDays: number }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const finish = useFinish(item, onClose);
  const [period, setPeriod] = useState(String(intervalInDays));
  const days = periodIn(period);
  const { keyId } = item;
  const { run, busy, error } = useRotationAct(
    (rotationInterval: number) => client.call('kms.updateKeyRotationInterval', { keyId, rotationInterval }),
    () => finish('change'),
  );
  return (
    <FormDialog
      title={t('keyTabs.rotation.change.title')}
      error={error}
      busy={busy}
      complete={days !== null}
      onSubmit={() => days !== null && void run(days)}
      onClose={onClose}
    >
      <PeriodField value={period} onChange={setPeriod} />
    </FormDialog>
  );
}

/** Disable Rotation Policy [G 2.1.8.3]; who uses the key is asked for, because from then on its material only grows older (KEY-17). */
function DisableRotation({ item, onClose }: RotationDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const finish = useFinish(item, onClose);
  const { keyId } = item;
  const { run, busy, error } = useRotationAct(
    () => client.call('kms.disableKeyRotation', { keyId }),
    () => finish('disable'),
  );
  return (
    <FormDialog
      title={t('keyTabs.rotation.disable.title')}
      error={error}
      busy={busy}
      onSubmit={() => void run(null)}
      onClose={onClose}
    >
      <KeyNames keys={[item]} />
      <Alert severity="info" variant="outlined">
        {t('keyTabs.rotation.disable.effect')}
      </Alert>
      <RecentKeyUse keys={[item]} />
    </FormDialog>
  );
}

/** A new version at once (ROT-05). */
function RotateNow({ item, restarts, onClose }: RotationDialogProps & { restarts: boolean }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const finish = useFinish(item, onClose);
  const { keyId } = item;
  // Behind the dialog the key already has its new version before the dialog is gone.
  const [version] = useState(item.currentVersion + 1);
  const { run, busy, error } = useRotationAct(
    () => client.call('kms.rotateOnDemand', { keyId }),
    () => finish('now'),
  );
  return (
    <FormDialog
      title={t('keyTabs.rotation.now.title')}
      error={error}
      busy={busy}
      onSubmit={() => void run(null)}
      onClose={onClose}
    >
      <KeyNames keys={[item]} />
      <Alert severity="info" variant="outlined">
        {t('keyTabs.rotation.now.effect', { version })} {restarts && t('keyTabs.rotation.now.restarts')}
      </Alert>
    </FormDialog>
  );
}

/** Tells that the act is done, and closes its dialog. */
function useFinish({ keyAlias: alias }: KeyDetails, onClose: () => void) {
  const { t } = useTranslation();
  const notify = useNotify();
  return (act: 'enable' | 'change' | 'disable' | 'now') => {
    notify({ severity: 'success', message: t(`keyTabs.rotation.${act}.done`, { alias }) });
    onClose();
  };
}

function useRotationAct<Input, Output>(
  act: (input: Input) => Promise<Output>,
  onDone: (output: Output) => void,
) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  return useAct({ act, onSettled: () => invalidateKeys(queryClient, api), onDone });
}
