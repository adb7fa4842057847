import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { rotationQueries } from './rotation-queries.ts';

interface SecretChoiceProps {
  readonly label: string;
  readonly help: string | undefined;
  readonly wrong: boolean;
  readonly required?: boolean;
  /** Name of the secret; "" for none. */
  readonly value: string;
  /** The secret itself is no choice. */
  readonly except: string;
  readonly onChange: (name: string) => void;
}

/** Another secret, found by a part of its name. */
export function SecretChoice({ label, help, wrong, required, value, except, onChange }: SecretChoiceProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed === value ? '' : typed);
  const choices = useQuery(rotationQueries(api).choices(wanted));
  const names = (choices.data ?? []).filter((name) => name !== except);
  return (
    <Autocomplete
      options={value === '' || names.includes(value) ? names : [value, ...names]}
      value={value === '' ? null : value}
      onChange={(_event, name) => onChange(name ?? '')}
      onInputChange={(_event, text) => setTyped(text)}
      loading={choices.isFetching}
      noOptionsText={t('secretRotation.field.noSecrets')}
      filterOptions={(options) => options}
      renderInput={(params) => (
        <TextField {...params} label={label} helperText={help} error={wrong} required={required === true} />
      )}
    />
  );
}
