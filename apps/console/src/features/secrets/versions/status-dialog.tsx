import { SYSCURRENT, SYSPREVIOUS } from '@dewpoint/contract/browser';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets, type SecretDetails, type SecretVersion } from '../api/secret-queries.ts';
import { useWhyNot } from '../details/why-not.ts';

const nameRule = contractRules['csms.createSecretStage'].input.shape.name;
const acts = ['add', 'change', 'delete'] as const;
type StatusAct = (typeof acts)[number];
const operations = {
  add: 'csms.createSecretStage',
  change: 'csms.updateSecretStage',
  delete: 'csms.deleteSecretStage',
} as const;

interface StatusDialogProps {
  readonly item: SecretDetails;
  readonly version: SecretVersion;
  readonly onClose: () => void;
}

/** Manage Status [G 2.2.3.2]: add a status to the version, move one to it, or delete one of it. */
export function StatusDialog({ item, version, onClose }: StatusDialogProps) {
  const { t } = useTranslation();
  const whyNot = useWhyNot(item);
  const fieldError = useFieldError();
  const possible = acts.filter((act) => whyNot(operations[act]) === null);
  const [act, setAct] = useState<StatusAct>(possible[0] ?? 'add');
  const [name, setName] = useState('');
  const { run, busy, error } = useStatusAct({ item, version, onClose });
  const elsewhere = item.versions.flatMap((other) =>
    other.versionId === version.versionId
      ? []
      : other.statuses.map((status) => ({ status, on: other.versionId })),
  );
  const own = version.statuses.filter((status) => status !== SYSCURRENT && status !== SYSPREVIOUS);
  const choices = act === 'change' ? elsewhere : own.map((status) => ({ status, on: version.versionId }));
  const broken = name === '' ? undefined : nameRule.safeParse(name).error?.issues[0];
  const label = t('secrets.status.name');
  return (
    <FormDialog
      title={t('secrets.versions.manageStatusOf', { version: version.versionId })}
      error={error}
      busy={busy}
      complete={name !== '' && !broken && possible.includes(act)}
      onSubmit={() => void run({ act, name })}
      onClose={onClose}
    >
      <div>
        {version.statuses.length === 0 ? (
          <Typography color="textSecondary">{t('secrets.status.none')}</Typography>
        ) : (
          version.statuses.map((status) => (
            <Chip key={status} size="small" variant="outlined" label={status} sx={{ mr: 0.5, mb: 0.5 }} />
          ))
        )}
      </div>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={act}
        aria-label={t('secrets.versions.manageStatus')}
        onChange={(_event, value) => {
          const chosen = acts.find((one) => one === value);
          if (chosen) setAct(chosen);
          setName('');
        }}
      >
        {possible.map((one) => (
          <ToggleButton key={one} value={one}>
            {t(`secrets.status.${one}.name`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Typography variant="body2" color="textSecondary">
        {t(`secrets.status.${act}.effect`)}
      </Typography>
      {act === 'add' ? (
        <TextField
          label={label}
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="off"
          error={broken !== undefined}
          helperText={fieldError(broken, label) ?? t('secrets.status.help')}
        />
      ) : (
        <TextField
          select
          label={label}
          value={name}
          disabled={choices.length === 0}
          onChange={(event) => setName(event.target.value)}
          helperText={choices.length === 0 ? t('secrets.status.noChoice') : undefined}
        >
          {choices.map(({ status, on }) => (
            <MenuItem key={status} value={status}>
              {t('secrets.status.choice', { status, version: on })}
            </MenuItem>
          ))}
        </TextField>
      )}
    </FormDialog>
  );
}

function useStatusAct({ item: { secretName }, version: { versionId }, onClose }: StatusDialogProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  return useAct({
    act: async ({ act, name }: { readonly act: StatusAct; readonly name: string }) => {
      if (act === 'add') await api.client.call(operations.add, { secretName, name, versionId });
      else if (act === 'change') {
        await api.client.call(operations.change, { secretName, stageName: name, versionId });
      } else await api.client.call(operations.delete, { secretName, stageName: name });
    },
    onSettled: () => invalidateSecrets(queryClient, api),
    onDone: (_answer, { act, name }) => {
      notify({
        severity: 'success',
        message: t(`secrets.status.${act}.done`, { status: name, version: versionId }),
      });
      onClose();
    },
  });
}
