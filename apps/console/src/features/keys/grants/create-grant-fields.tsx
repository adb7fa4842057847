import type { GrantOperation } from '@dewpoint/contract';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useId } from 'react';
import { Controller, useFormContext, useFormState, useWatch } from 'react-hook-form';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { CreateGrantForm } from './create-grant-schema.ts';

interface CreateGrantFieldsProps {
  /** What can be granted on the key. */
  readonly grantable: readonly GrantOperation[];
}

export function CreateGrantFields({ grantable }: CreateGrantFieldsProps) {
  const { t } = useTranslation();
  const { register, control } = useFormContext<CreateGrantForm>();
  const { errors } = useFormState<CreateGrantForm>({ control });
  const fieldError = useFieldError();
  const isUser = useWatch({ control, name: 'granteePrincipalType' }) !== 'domain';
  const idLabel = t(isUser ? 'keyTabs.grants.dialog.userId' : 'keyTabs.grants.dialog.accountId');
  const idHelp = t(isUser ? 'keyTabs.grants.dialog.userIdHelp' : 'keyTabs.grants.dialog.accountIdHelp');
  const nameLabel = t('keyTabs.grants.dialog.name');
  const { ref: idRef, ...idField } = register('granteePrincipal');
  const { ref: nameRef, ...nameField } = register('name', {
    // Nothing typed is no name.
    setValueAs: (typed: string | undefined) => typed || undefined,
  });
  return (
    <>
      <GranteeType />
      <TextField
        label={idLabel}
        required
        autoFocus
        autoComplete="off"
        error={errors.granteePrincipal !== undefined}
        helperText={fieldError(errors.granteePrincipal, idLabel) ?? idHelp}
        inputRef={idRef}
        {...idField}
        slotProps={{
          htmlInput: { spellCheck: false },
          input: { sx: (theme) => ({ '& input': theme.typography.mono }) },
        }}
      />
      <TextField
        label={nameLabel}
        autoComplete="off"
        error={errors.name !== undefined}
        helperText={fieldError(errors.name, nameLabel) ?? t('keyTabs.grants.dialog.nameHelp')}
        inputRef={nameRef}
        {...nameField}
      />
      <Operations grantable={grantable} />
    </>
  );
}

function GranteeType() {
  const { t } = useTranslation();
  const { control } = useFormContext<CreateGrantForm>();
  const id = useId();
  return (
    <FormControl>
      <FormLabel id={id} sx={{ fontSize: '0.8125rem' }}>
        {t('keyTabs.grants.dialog.type')}
      </FormLabel>
      <Controller
        control={control}
        name="granteePrincipalType"
        render={({ field }) => (
          <RadioGroup row aria-labelledby={id} {...field}>
            {(['user', 'domain'] as const).map((type) => (
              <FormControlLabel
                key={type}
                value={type}
                control={<Radio />}
                label={t(`keyTabs.grants.type.${type}`)}
              />
            ))}
          </RadioGroup>
        )}
      />
    </FormControl>
  );
}

function Operations({ grantable }: CreateGrantFieldsProps) {
  const { t } = useTranslation();
  const { control } = useFormContext<CreateGrantForm>();
  const id = useId();
  return (
    <Controller
      control={control}
      name="operations"
      render={({ field, fieldState: { error } }) => (
        <FormControl component="fieldset" error={error !== undefined} aria-describedby={`${id}-help`}>
          <FormLabel component="legend" required sx={{ fontSize: '0.8125rem' }}>
            {t('keyTabs.grants.dialog.operations')}
          </FormLabel>
          <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, mt: 0.5 }}>
            {grantable.map((operation, index) => (
              <FormControlLabel
                key={operation}
                label={t(`keyTabs.grants.operation.${operation}`)}
                control={
                  <Checkbox
                    checked={field.value.includes(operation)}
                    onBlur={field.onBlur}
                    // The first one takes the focus when the choice is refused.
                    slotProps={{ input: { ref: index === 0 ? field.ref : undefined } }}
                    onChange={(_event, checked) =>
                      field.onChange(
                        // In the order in which they are offered.
                        grantable.filter((name) =>
                          name === operation ? checked : field.value.includes(name),
                        ),
                      )
                    }
                    sx={{ py: 0.5 }}
                  />
                }
              />
            ))}
          </Box>
          <FormHelperText id={`${id}-help`} role={error ? 'alert' : undefined}>
            {error?.message ?? t('keyTabs.grants.dialog.operationsHelp')}
          </FormHelperText>
        </FormControl>
      )}
    />
  );
}
