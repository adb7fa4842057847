import { type KeySpecName, keySpecNames } from '@dewpoint/contract';
import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Controller, useFormContext, useFormState, useWatch } from 'react-hook-form';
import { EnterpriseProjectField } from '../../../shared/enterprise-projects/enterprise-project-field.tsx';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type CreateKeyForm, isKeySpecName, usagesOf } from './create-key-schema.ts';

const MAX_DESCRIPTION = 255;

export function CreateKeyFields() {
  const { t } = useTranslation();
  const { register, control } = useFormContext<CreateKeyForm>();
  const { errors } = useFormState<CreateKeyForm>({ control });
  const fieldError = useFieldError();
  const refused = errors.enterpriseProjectId?.type === 'server' ? errors.enterpriseProjectId : undefined;
  const description = useWatch({ control, name: 'keyDescription' }) ?? '';
  return (
    <>
      <TextField
        label={t('keys.create.alias')}
        required
        autoFocus
        autoComplete="off"
        error={errors.keyAlias !== undefined}
        helperText={fieldError(errors.keyAlias, t('keys.create.alias')) ?? t('keys.create.aliasHelp')}
        {...withRef(register('keyAlias'))}
      />
      <AlgorithmField />
      <UsageField />
      <Controller
        control={control}
        name="enterpriseProjectId"
        render={({ field: { ref, name: _, ...field } }) => (
          <EnterpriseProjectField
            {...field}
            inputRef={ref}
            required
            problem={fieldError(refused, t('enterpriseProjects.label'))}
          />
        )}
      />
      <TextField
        label={t('keys.create.description')}
        multiline
        minRows={2}
        error={errors.keyDescription !== undefined}
        helperText={
          fieldError(errors.keyDescription, t('keys.create.description')) ??
          t('keys.create.descriptionHelp', { used: description.length, max: MAX_DESCRIPTION })
        }
        {...withRef(register('keyDescription'))}
      />
    </>
  );
}

function AlgorithmField() {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<CreateKeyForm>();
  const kinds = [
    { name: t('keys.create.symmetric'), specs: keySpecNames.filter((spec) => kindOf(spec) === 'symmetric') },
    {
      name: t('keys.create.asymmetric'),
      specs: keySpecNames.filter((spec) => kindOf(spec) === 'asymmetric'),
    },
    { name: t('keys.create.mac'), specs: keySpecNames.filter((spec) => kindOf(spec) === 'mac') },
  ];
  return (
    <Controller
      control={control}
      name="keySpec"
      render={({ field, fieldState }) => (
        <TextField
          select
          label={t('keys.create.algorithm')}
          required
          name={field.name}
          value={field.value}
          onBlur={field.onBlur}
          inputRef={field.ref}
          error={fieldState.invalid}
          helperText={t(`keys.create.algorithmHelp.${kindOf(specOf(field.value))}`)}
          onChange={(event) => {
            const spec = event.target.value;
            if (!isKeySpecName(spec)) return;
            field.onChange(spec);
            setValue('keyUsage', usagesOf(spec)[0], { shouldValidate: true });
          }}
        >
          {kinds.flatMap(({ name, specs }) => [
            <ListSubheader
              key={name}
              disableSticky
              sx={{ lineHeight: '30px', fontSize: '0.75rem', bgcolor: 'transparent' }}
            >
              {name}
            </ListSubheader>,
            ...specs.map((spec) => (
              <MenuItem key={spec} value={spec}>
                {spec}
              </MenuItem>
            )),
          ])}
        </TextField>
      )}
    />
  );
}

function UsageField() {
  const { t } = useTranslation();
  const { control } = useFormContext<CreateKeyForm>();
  const spec = specOf(useWatch({ control, name: 'keySpec' }));
  const usages = usagesOf(spec);
  return (
    <Controller
      control={control}
      name="keyUsage"
      render={({ field, fieldState }) => (
        <TextField
          select
          label={t('keys.create.usage')}
          required
          name={field.name}
          value={field.value ?? usages[0]}
          onBlur={field.onBlur}
          onChange={field.onChange}
          inputRef={field.ref}
          error={fieldState.invalid}
          helperText={t('keys.create.usageHelp')}
        >
          {usages.map((usage) => (
            <MenuItem key={usage} value={usage}>
              {usage}
              <Typography component="span" variant="body2" color="textSecondary" sx={{ ml: 1.5 }}>
                {t(`keys.usage.${usage}`)}
              </Typography>
            </MenuItem>
          ))}
        </TextField>
      )}
    />
  );
}

function specOf(value: string | undefined): KeySpecName {
  return value !== undefined && isKeySpecName(value) ? value : 'AES_256';
}

function kindOf(spec: KeySpecName): 'symmetric' | 'asymmetric' | 'mac' {
  if (spec.startsWith('HMAC_')) return 'mac';
  return spec === 'AES_256' || spec === 'SM4' ? 'symmetric' : 'asymmetric';
}

/** MUI's text fields take the reference to the input under another name. */
function withRef<Registered extends { readonly ref: React.Ref<HTMLInputElement> }>({
  ref,
  ...rest
}: Registered) {
  return { ...rest, inputRef: ref };
}
