import { ApiError } from '@dewpoint/contract/browser';
import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type AccessControl, invalidateIdentity } from '../identity-queries.ts';

const channels = ['console', 'api'] as const;
type Channel = (typeof channels)[number];
type Network = AccessControl[Channel][number];
interface Draft {
  readonly console: readonly Network[];
  readonly api: readonly Network[];
  readonly confirmLockout: boolean;
}

/** The addresses that may use the console and the API; an empty list allows every one. */
export function AddressLists({ saved }: { readonly saved: AccessControl }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const editable = useMay()('iam.updateAccessControl');
  const [draft, setDraft] = useState<Draft>({ ...saved, confirmLockout: false });
  const { run, busy, error } = useAct({
    act: (lists: Draft) =>
      client.call('iam.updateAccessControl', {
        console: [...lists.console],
        api: [...lists.api],
        confirmLockout: lists.confirmLockout,
      }),
    onSettled: () => invalidateIdentity(queryClient),
    onDone: () => notify({ severity: 'success', message: t('identity.access.saved') }),
  });
  const lockedOut = error instanceof ApiError && error.code === 'IAM.1401';
  return (
    <Section title={t('identity.access.lists')} explanation={t('identity.access.listsWhy')}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run(draft);
        }}
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, p: 2 }}
      >
        <Alert severity="info" variant="outlined">
          {t('identity.access.yours', { address: saved.sourceIp })}
        </Alert>
        {channels.map((channel) => (
          <NetworkFields
            key={channel}
            channel={channel}
            networks={draft[channel]}
            editable={editable}
            onChange={(networks) => setDraft({ ...draft, [channel]: networks })}
          />
        ))}
        {error && <RefusalAlert error={error} />}
        {lockedOut && (
          <FormControlLabel
            control={
              <Checkbox
                checked={draft.confirmLockout}
                onChange={(_event, confirmLockout) => setDraft({ ...draft, confirmLockout })}
              />
            }
            label={t('identity.access.confirmLockout')}
          />
        )}
        {editable && (
          <div>
            <BusyButton type="submit" variant="contained" busy={busy}>
              {t('identity.access.saveLists')}
            </BusyButton>
          </div>
        )}
      </Box>
    </Section>
  );
}

interface NetworkFieldsProps {
  readonly channel: Channel;
  readonly networks: readonly Network[];
  readonly editable: boolean;
  readonly onChange: (networks: readonly Network[]) => void;
}

function NetworkFields({ channel, networks, editable, onChange }: NetworkFieldsProps) {
  const { t } = useTranslation();
  const name = t(`identity.access.of.${channel}`);
  return (
    <Box role="group" aria-label={name} sx={{ display: 'grid', gap: 1.25 }}>
      <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
      {networks.length === 0 && (
        <Typography color="textSecondary">{t('identity.access.everyAddress')}</Typography>
      )}
      {networks.map((entry, index) => (
        <Box
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry has no name but its place
          key={index}
          sx={{ display: 'flex', gap: 1, alignItems: 'center' }}
        >
          <TextField
            label={t('identity.access.network')}
            value={entry.network}
            disabled={!editable}
            onChange={(event) => onChange(networks.with(index, { ...entry, network: event.target.value }))}
            autoComplete="off"
            placeholder="192.0.2.0/24"
            sx={{ flex: '1 1 0', minWidth: 0 }}
          />
          <TextField
            label={t('entities.description')}
            value={entry.description}
            disabled={!editable}
            onChange={(event) =>
              onChange(networks.with(index, { ...entry, description: event.target.value }))
            }
            autoComplete="off"
            sx={{ flex: '1 1 0', minWidth: 0 }}
          />
          {editable && (
            <IconButton
              aria-label={t('identity.access.removeNetwork', { network: entry.network })}
              onClick={() => onChange(networks.filter((_other, at) => at !== index))}
            >
              <DeleteOutlined fontSize="small" />
            </IconButton>
          )}
        </Box>
      ))}
      {editable && (
        <div>
          <Button
            size="small"
            startIcon={<AddOutlined />}
            aria-label={t('identity.access.addTo', { list: name })}
            onClick={() => onChange([...networks, { network: '', description: '' }])}
          >
            {t('identity.access.add')}
          </Button>
        </div>
      )}
    </Box>
  );
}
