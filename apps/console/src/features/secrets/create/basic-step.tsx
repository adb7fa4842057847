import { type SecretType, secretTypeNames } from '@dewpoint/contract';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { EnterpriseProjectField } from '../../../shared/enterprise-projects/enterprise-project-field.tsx';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { EventField } from '../events/event-field.tsx';
import { KeyField } from '../values/key-field.tsx';
import { draftForType } from '../values/value-draft.ts';
import { ValueFields } from '../values/value-fields.tsx';
import { brokenBasics, type SecretDraft } from './secret-draft.ts';

interface BasicStepProps {
  readonly draft: SecretDraft;
  /** Whether what is wrong is told already. */
  readonly told: boolean;
  readonly onChange: (part: Partial<SecretDraft>) => void;
}

/** What a new secret is [G 2.2.1.1, Table 2-15]. */
export function BasicStep({ draft, told, onChange }: BasicStepProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const broken = told ? brokenBasics(draft) : {};
  const changeType = (type: SecretType) => onChange({ type, value: draftForType(draft.value, type) });
  return (
    <>
      <TextField
        select
        label={t('secrets.create.type')}
        value={draft.type}
        onChange={(event) => {
          const type = secretTypeNames.find((name) => name === event.target.value);
          if (type) changeType(type);
        }}
        helperText={t(`secrets.create.typeHelp.${draft.type}`)}
      >
        {secretTypeNames.map((name) => (
          <MenuItem key={name} value={name}>
            {t(`secrets.type.${name}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={t('secrets.create.name')}
        required
        autoFocus
        autoComplete="off"
        value={draft.name}
        onChange={(event) => onChange({ name: event.target.value })}
        error={broken.name !== undefined}
        helperText={
          fieldError({ message: broken.name }, t('secrets.create.name')) ?? t('secrets.create.nameHelp')
        }
      />
      <ValueFields
        type={draft.type}
        draft={draft.value}
        told={told}
        onChange={(value) => onChange({ value })}
      />
      <TextField
        label={t('secrets.create.description')}
        multiline
        minRows={2}
        value={draft.description}
        onChange={(event) => onChange({ description: event.target.value })}
        error={broken.description !== undefined}
        helperText={fieldError({ message: broken.description }, t('secrets.create.description'))}
      />
      <KeyField value={draft.kmsKeyId} onChange={(kmsKeyId) => onChange({ kmsKeyId })} />
      <EnterpriseProjectField
        required
        value={draft.enterpriseProject}
        onChange={(enterpriseProject) => onChange({ enterpriseProject })}
      />
      <EventField value={draft.event} onChange={(event) => onChange({ event })} />
    </>
  );
}
