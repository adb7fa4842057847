import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { ConfirmByName, confirmationTextOf } from '../../../shared/danger/confirm-by-name.tsx';
import { PendingDaysField } from '../../../shared/danger/pending-days-field.tsx';
import { usePendingDays } from '../../../shared/danger/use-pending-days.ts';
import {
  EnterpriseProjectField,
  enterpriseProjectIn,
} from '../../../shared/enterprise-projects/enterprise-project-field.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Key } from '../api/key-queries.ts';
import { type KeyActionFields, type KeyActionName, keyActions } from './key-action.ts';
import { KeyNames } from './key-names.tsx';
import { RecentKeyUse } from './recent-use.tsx';

const FORM_ID = 'key-action';
const pendingDaysRule = contractRules['kms.scheduleKeyDeletion'].input.shape.pendingDays;

interface ConfirmStepProps {
  readonly name: KeyActionName;
  readonly keys: readonly Key[];
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onConfirm: (fields: KeyActionFields) => void;
  readonly onClose: () => void;
}

/** Names the keys, says what stops working, and asks for what the act demands: acknowledgement, days, the name typed. */
export function ConfirmStep({ name, keys, busy, error, onConfirm, onClose }: ConfirmStepProps) {
  const { t } = useTranslation();
  const [understood, setUnderstood] = useState(false);
  const { days, setDays, keep } = usePendingDays();
  const [typed, setTyped] = useState('');
  const [project, setProject] = useState('');
  const { destructive } = keyActions[name];
  const deletes = name === 'scheduleDeletion';
  const moves = name === 'assignProject';
  const pendingDays = pendingDaysRule.safeParse(days.trim()).data ?? null;
  const enterpriseProjectId = enterpriseProjectIn(project);
  const items = keys.map((key) => ({ name: key.keyAlias }));
  const complete =
    (!destructive || understood) &&
    (!moves || enterpriseProjectId !== null) &&
    (!deletes || (pendingDays !== null && typed === confirmationTextOf(items)));

  return (
    <>
      <DialogContent>
        <Box
          component="form"
          id={FORM_ID}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!complete || busy) return;
            if (deletes) keep();
            onConfirm({
              ...(deletes && pendingDays !== null ? { pendingDays } : {}),
              ...(moves && enterpriseProjectId !== null ? { enterpriseProjectId } : {}),
            });
          }}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.25 }}
        >
          <KeyNames keys={keys} />
          <Alert severity={destructive ? 'warning' : 'info'} variant="outlined">
            {t(`keys.action.${name}.effect`, { count: keys.length })}
          </Alert>
          {destructive && <RecentKeyUse keys={keys} />}
          {moves && <EnterpriseProjectField value={project} onChange={setProject} />}
          {deletes && (
            <PendingDaysField
              value={days}
              days={pendingDays}
              rule={t('keys.action.daysRule')}
              onChange={setDays}
            />
          )}
          {deletes && (
            <ConfirmByName
              label={t(keys.length === 1 ? 'keys.action.typeAlias' : 'keys.action.typeCount')}
              items={items}
              value={typed}
              onChange={setTyped}
            />
          )}
          {destructive && (
            <FormControlLabel
              control={
                <Checkbox checked={understood} onChange={(_event, checked) => setUnderstood(checked)} />
              }
              label={t(deletes ? 'keys.action.understandDeleting' : 'keys.action.understandDisabling')}
            />
          )}
          {error && <RefusalAlert error={error} />}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('dialog.cancel')}
        </Button>
        <BusyButton
          type="submit"
          form={FORM_ID}
          variant="contained"
          color={deletes ? 'error' : 'primary'}
          busy={busy}
          disabled={!complete}
        >
          {t('dialog.ok')}
        </BusyButton>
      </DialogActions>
    </>
  );
}
