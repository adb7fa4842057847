import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { secretQueries } from '../api/secret-queries.ts';

interface EventFieldProps {
  /** Name of the event; "" for none. */
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (name: string) => void;
}

/** The event that a secret is associated with. */
export function EventField({ value, disabled = false, onChange }: EventFieldProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const operation = 'csms.listSecretEvents';
  const mayList = api.session.permitted.includes(operation);
  const { data, error } = useQuery({ ...secretQueries(api).events(), enabled: mayList });
  const names = [...new Set([value, ...(data?.events ?? []).map(({ name }) => name)])].filter(Boolean);
  return (
    <TextField
      select
      label={t('secrets.events.associated')}
      value={value}
      disabled={disabled || !mayList}
      onChange={(event) => onChange(event.target.value)}
      error={error !== null}
      helperText={
        mayList
          ? error
            ? refusalOf(error).message
            : data && names.length === 0 && t('secrets.events.none')
          : t('keys.notPermitted', { operation })
      }
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{t('secrets.events.noEvent')}</MenuItem>
      {names.map((name) => (
        <MenuItem key={name} value={name}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
