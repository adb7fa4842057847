import { SECRET_DEFAULT_KEY } from '@dewpoint/contract/browser';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { secretQueries } from '../api/secret-queries.ts';

interface KeyFieldProps {
  /** ID of a key, or csms/default. */
  readonly value: string;
  readonly onChange: (kmsKeyId: string) => void;
}

/** KMS Encryption Key: csms/default or a custom symmetric key that is enabled. */
export function KeyField({ value, onChange }: KeyFieldProps) {
  const { t } = useTranslation();
  const keys = useQuery(secretQueries(useProjectApi()).keys());
  const custom = (keys.data?.items ?? []).filter(({ defaultService }) => defaultService === null);
  const choices = [
    { id: SECRET_DEFAULT_KEY, name: SECRET_DEFAULT_KEY },
    ...custom.map(({ keyId, keyAlias }) => ({ id: keyId, name: keyAlias })),
  ];
  const known = choices.some(({ id }) => id === value);
  return (
    <TextField
      select
      label={t('secrets.create.key')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      helperText={t('secrets.create.keyHelp')}
    >
      {(known ? choices : [{ id: value, name: value }, ...choices]).map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
