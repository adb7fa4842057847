import './rotation-texts.ts';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { DatabaseFields } from './database-fields.tsx';
import type { BrokenRule, PeriodUnit, RotationDraft, SecretType } from './rotation-draft.ts';
import { SharedFields } from './shared-fields.tsx';

export interface RotationFieldsProps {
  readonly type: SecretType;
  /** Name of the secret, "" while it has none. */
  readonly secretName: string;
  readonly draft: RotationDraft;
  /** The rule that the draft breaks; null when it breaks none, or nothing is to be said yet. */
  readonly broken: BrokenRule | null;
  /** How a rotation works is asked only where it is automatic: a new secret has no other. */
  readonly onlyAutomatic?: boolean;
  readonly onChange: (draft: RotationDraft) => void;
}

const units: readonly PeriodUnit[] = ['d', 'h'];

/** How a secret is rotated: the form of the stepper and of the tab. */
export function RotationFields(props: RotationFieldsProps) {
  const { t } = useTranslation();
  const { draft, broken, onChange } = props;
  const label = t('secretRotation.field.period');
  return (
    <>
      <FormControlLabel
        control={
          <Switch
            checked={draft.automatic}
            onChange={(_event, automatic) => onChange({ ...draft, automatic })}
          />
        }
        label={t('secretRotation.field.automatic')}
      />
      {draft.automatic && (
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5, alignItems: 'start' }}>
          <TextField
            label={label}
            value={draft.period}
            onChange={(event) => onChange({ ...draft, period: event.target.value })}
            error={broken?.name === 'period'}
            helperText={
              broken?.name === 'period' &&
              t('form.broken', { label, rule: t('secretRotation.field.periodRule') })
            }
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 } }}
          />
          <TextField
            select
            label={t('secretRotation.field.unit')}
            value={draft.unit}
            onChange={({ target }) => onChange({ ...draft, unit: target.value === 'h' ? 'h' : 'd' })}
          >
            {units.map((unit) => (
              <MenuItem key={unit} value={unit}>
                {t(`secretRotation.unitName.${unit}`)}
              </MenuItem>
            ))}
          </TextField>
        </Box>
      )}
      {(draft.automatic || props.onlyAutomatic !== true) && <Method {...props} />}
    </>
  );
}

function Method(props: RotationFieldsProps) {
  return props.type === 'COMMON' ? <SharedFields {...props} /> : <DatabaseFields {...props} />;
}
