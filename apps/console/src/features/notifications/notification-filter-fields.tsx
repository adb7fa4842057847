import { notificationStateNames, secretEventTypeNames } from '@dewpoint/contract';
import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useSearchParams } from 'react-router';
import { BusyButton } from '../../shared/components/busy-button.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { type NotificationFilters, rangeNames } from './notification-filters.ts';

interface NotificationFilterFieldsProps {
  readonly filters: NotificationFilters;
  readonly busy: boolean;
  readonly onRefresh: () => void;
}

/** The filters beside the search text. */
export function NotificationFilterFields({ filters, busy, onRefresh }: NotificationFilterFieldsProps) {
  const { t } = useTranslation();
  const [, setParams] = useSearchParams();
  function choose(name: string, value: string): void {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  }
  return (
    <>
      <Choice
        label={t('notifications.type')}
        value={filters.type ?? ''}
        options={secretEventTypeNames.map((name) => [name, t(`secretEvents.type.${name}`)])}
        onChange={(value) => choose('type', value)}
      />
      <Choice
        label={t('notifications.delivery')}
        value={filters.state ?? ''}
        options={notificationStateNames.map((name) => [name, t(`notifications.state.${name}`)])}
        onChange={(value) => choose('state', value)}
      />
      <Choice
        label={t('notifications.range')}
        value={filters.range === 'all' ? '' : filters.range}
        options={rangeNames
          .filter((name) => name !== 'all')
          .map((name) => [name, t(`notifications.ranges.${name}`)])}
        onChange={(value) => choose('range', value)}
      />
      <BusyButton startIcon={<RefreshOutlined />} busy={busy} onClick={onRefresh}>
        {t('notifications.refresh')}
      </BusyButton>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}

/** All, or one of a few. */
function Choice({ label, value, options, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      sx={{ flex: { xs: '1 1 130px', sm: '0 1 168px' }, width: 'auto', minWidth: 130 }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{t('notifications.all')}</MenuItem>
      {options.map(([name, word]) => (
        <MenuItem key={name} value={name}>
          {word}
        </MenuItem>
      ))}
    </TextField>
  );
}
