import Dialog from '@mui/material/Dialog';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormStep } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useRefreshScreen } from '../../../shared/entities/use-refresh-screen.ts';
import { refusedField } from '../../../shared/forms/refused-field.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Subscription, Subscriptions } from '../topic-queries.ts';
import { SignSecretStep } from './sign-secret-step.tsx';
import { brokenRules, type Draft, inputOf, type Protocol } from './subscription-draft.ts';

interface AddSubscriptionDialogProps extends Pick<Subscriptions, 'protocols'> {
  readonly topicUrn: string;
  readonly topicName: string;
  readonly existing: readonly Subscription[];
  readonly onClose: () => void;
}

/** Add Subscription; then the secret that was made up for a webhook, once: that step is not left by an accidental click. */
export function AddSubscriptionDialog(props: AddSubscriptionDialogProps) {
  const { topicUrn, topicName, protocols, existing, onClose } = props;
  const { t } = useTranslation();
  const titleId = useId();
  const { client } = useProjectApi();
  const notify = useNotify();
  const refresh = useRefreshScreen();
  const first = protocols.find(({ problem }) => problem === null)?.protocol ?? 'https';
  const [draft, setDraft] = useState<Draft>({ protocol: first, endpoint: '', remark: '', signSecret: '' });
  const [made, setMade] = useState<string | null>(null);
  const { run, busy, error } = useSecretAct({
    act: (given: Draft, signal) => client.call('smn.addSubscription', inputOf(topicUrn, given), { signal }),
    onSettled: refresh,
    onDone: ({ extension }, { endpoint }) => {
      notify({ severity: 'success', message: t('topics.added', { endpoint: endpoint.trim() }) });
      if (extension) setMade(extension.signSecret);
      else onClose();
    },
  });
  const there = existing.some(
    ({ protocol, endpoint }) => protocol === draft.protocol && endpoint === draft.endpoint.trim(),
  );
  const broken = brokenRules(draft);
  const refused = refusedField(error, ['protocol', 'endpoint', 'remark', 'extension.signSecret']);
  if (made !== null) {
    return (
      <Dialog open aria-labelledby={titleId}>
        <SignSecretStep titleId={titleId} secret={made} endpoint={draft.endpoint.trim()} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby={titleId}>
      <FormStep
        titleId={titleId}
        title={t('topics.addTo', { name: topicName })}
        error={refused === undefined ? error : null}
        busy={busy}
        complete={draft.endpoint.trim() !== '' && !there && Object.keys(broken).length === 0}
        onSubmit={() => void run(draft)}
        onClose={onClose}
      >
        <ProtocolField
          protocols={protocols}
          value={draft.protocol}
          onChange={(protocol) => setDraft({ ...draft, protocol })}
        />
        <DraftField
          label={t(draft.protocol === 'email' ? 'topics.address' : 'topics.endpoint')}
          value={draft.endpoint}
          required
          placeholder={draft.protocol === 'email' ? 'name@example.com' : `${draft.protocol}://`}
          broken={broken.endpoint}
          server={there ? t('topics.there') : refused === 'endpoint' ? error?.message : undefined}
          help={t(draft.protocol === 'email' ? 'topics.addressHelp' : 'topics.endpointHelp')}
          onChange={(endpoint) => setDraft({ ...draft, endpoint })}
        />
        <DraftField
          label={t('topics.remark')}
          value={draft.remark}
          broken={broken.remark}
          server={refused === 'remark' ? error?.message : undefined}
          help={t('entities.optional')}
          onChange={(remark) => setDraft({ ...draft, remark })}
        />
        {draft.protocol !== 'email' && (
          <DraftField
            label={t('topics.signSecret')}
            value={draft.signSecret}
            secret
            broken={broken.signSecret}
            server={refused === 'extension.signSecret' ? error?.message : undefined}
            help={t('topics.signSecretHelp')}
            onChange={(signSecret) => setDraft({ ...draft, signSecret })}
          />
        )}
        <Typography variant="body2" color="textSecondary">
          {t(draft.protocol === 'email' ? 'topics.howEmail' : 'topics.howWebhook')}
        </Typography>
      </FormStep>
    </Dialog>
  );
}

interface ProtocolFieldProps extends Pick<Subscriptions, 'protocols'> {
  readonly value: Protocol;
  readonly onChange: (protocol: Protocol) => void;
}

function ProtocolField({ protocols, value, onChange }: ProtocolFieldProps) {
  const { t } = useTranslation();
  const problems = protocols.flatMap(({ problem }) => (problem === null ? [] : [inLanguage(problem)]));
  return (
    <TextField
      select
      label={t('topics.protocol')}
      value={value}
      helperText={problems.join(' ') || undefined}
      onChange={({ target }) => {
        const chosen = protocols.find(({ protocol }) => protocol === target.value);
        if (chosen) onChange(chosen.protocol);
      }}
    >
      {protocols.map(({ protocol, problem }) => (
        <MenuItem key={protocol} value={protocol} disabled={problem !== null}>
          {t(`topics.protocols.${protocol}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

interface DraftFieldProps {
  readonly label: string;
  readonly value: string;
  readonly required?: boolean;
  readonly secret?: boolean;
  readonly placeholder?: string;
  /** The contract's rule that it breaks. */
  readonly broken: string | undefined;
  /** A whole sentence about it. */
  readonly server: string | undefined;
  readonly help: string;
  readonly onChange: (value: string) => void;
}

function DraftField(props: DraftFieldProps) {
  const {
    label,
    value,
    required = false,
    secret = false,
    placeholder,
    broken,
    server,
    help,
    onChange,
  } = props;
  const fieldError = useFieldError();
  const words =
    broken === undefined
      ? fieldError({ type: 'server', message: server }, label)
      : fieldError({ message: broken }, label);
  return (
    <TextField
      label={label}
      value={value}
      required={required}
      type={secret ? 'password' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      placeholder={placeholder}
      error={words !== undefined}
      helperText={words ?? help}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'off' } }}
    />
  );
}
