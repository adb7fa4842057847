import type { SecretEventType } from '@dewpoint/contract';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { FormDialog } from '../../shared/components/form-dialog.tsx';
import { useNotify } from '../../shared/components/notices.tsx';
import { useAct } from '../../shared/components/use-act.ts';
import { DetailsAnswer } from '../../shared/entities/details-answer.tsx';
import { useRefreshScreen } from '../../shared/entities/use-refresh-screen.ts';
import { contractRules } from '../../shared/forms/contract-rules.ts';
import { refusedField } from '../../shared/forms/refused-field.ts';
import { useFieldError } from '../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { eventQueries, type SecretEvent } from './event-queries.ts';
import { EventTypeChoice } from './event-type-choice.tsx';
import { type ChosenTopic, TopicChoice } from './topic-choice.tsx';

const rules = contractRules['csms.createSecretEvent'].input.shape;

interface Draft {
  readonly name: string;
  readonly state: SecretEvent['state'];
  readonly topic: ChosenTopic | null;
  readonly types: readonly SecretEventType[];
}

/** Create Event [G 2.2.5]. */
export function CreateEventDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <EventForm
      title={t('events.create')}
      initial={{ name: '', state: 'ENABLED', topic: null, types: [] }}
      act={({ name, state, eventTypes, notification }) =>
        client.call('csms.createSecretEvent', { name, state, eventTypes, notification })
      }
      told={({ name }) => t('events.created', { name })}
      onClose={onClose}
    />
  );
}

interface EditEventDialogProps {
  readonly eventName: string;
  readonly onClose: () => void;
}

/** Edit Event [G 2.2.6.2 … 2.2.6.4]. */
export function EditEventDialog({ eventName, onClose }: EditEventDialogProps) {
  const { t } = useTranslation();
  const { client, ...api } = useProjectApi();
  const answer = useQuery(eventQueries({ client, ...api }).view(eventName));
  if (!answer.data) {
    return (
      <FormDialog
        title={t('events.edit')}
        error={null}
        busy={false}
        complete={false}
        onSubmit={onClose}
        onClose={onClose}
      >
        <DetailsAnswer answer={answer}>{() => null}</DetailsAnswer>
      </FormDialog>
    );
  }
  const { event } = answer.data;
  const { targetId, targetName } = event.notification;
  return (
    <EventForm
      title={t('events.edit')}
      fixedName
      initial={{
        name: event.name,
        state: event.state,
        topic: { topicUrn: targetId, name: targetName },
        types: event.eventTypes,
      }}
      act={({ name, state, eventTypes, notification }) =>
        client.call('csms.updateSecretEvent', { eventName: name, state, eventTypes, notification })
      }
      told={({ name, state }) =>
        state === event.state
          ? t('events.changed', { name })
          : t(state === 'ENABLED' ? 'events.enabledDone' : 'events.disabledDone', { name })
      }
      onClose={onClose}
    />
  );
}

interface Given extends Pick<SecretEvent, 'name' | 'state' | 'notification'> {
  readonly eventTypes: SecretEventType[];
}

interface EventFormProps {
  readonly title: string;
  readonly fixedName?: boolean;
  readonly initial: Draft;
  readonly act: (given: Given) => Promise<unknown>;
  readonly told: (given: Given) => string;
  readonly onClose: () => void;
}

function EventForm({ title, fixedName = false, initial, act, told, onClose }: EventFormProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const notify = useNotify();
  const refresh = useRefreshScreen();
  const stateLabel = useId();
  const [draft, setDraft] = useState(initial);
  const [touched, setTouched] = useState(false);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const { run, busy, error } = useAct({
    act,
    onSettled: refresh,
    onDone: (_output, given) => {
      notify({ severity: 'success', message: told(given) });
      onClose();
    },
  });
  const refused = refusedField(error, ['name']);
  const brokenName = rules.name.safeParse(draft.name).error?.issues[0]?.message;
  const brokenTopic = draft.topic && topicProblem(draft.topic);
  const nameWords =
    touched && brokenName !== undefined
      ? fieldError({ message: brokenName }, t('events.name'))
      : refused && fieldError({ type: 'server', message: error?.message }, t('events.name'));
  const given = givenOf(draft);
  return (
    <FormDialog
      title={title}
      wide
      error={refused ? null : error}
      busy={busy}
      complete={given !== null && brokenName === undefined && !brokenTopic}
      onSubmit={() => {
        if (given) void run(given);
      }}
      onClose={onClose}
    >
      <TextField
        label={t('events.name')}
        value={draft.name}
        required
        disabled={fixedName}
        autoFocus={!fixedName}
        autoComplete="off"
        error={nameWords !== undefined}
        helperText={nameWords ?? (fixedName ? undefined : t('events.nameHelp'))}
        onBlur={() => setTouched(draft.name !== '')}
        onChange={({ target }) => set({ name: target.value })}
      />
      <FormControl>
        <FormLabel id={stateLabel}>{t('entities.status')}</FormLabel>
        <RadioGroup
          row
          aria-labelledby={stateLabel}
          value={draft.state}
          onChange={(_event, value) => set({ state: value === 'ENABLED' ? 'ENABLED' : 'DISABLED' })}
        >
          <FormControlLabel value="ENABLED" control={<Radio />} label={t('entities.enabled')} />
          <FormControlLabel value="DISABLED" control={<Radio />} label={t('entities.disabled')} />
        </RadioGroup>
      </FormControl>
      <TopicChoice
        value={draft.topic}
        problem={brokenTopic ? fieldError({ message: brokenTopic }, t('events.topicName')) : undefined}
        onChange={(topic) => set({ topic })}
      />
      <EventTypeChoice chosen={draft.types} onChange={(types) => set({ types })} />
    </FormDialog>
  );
}

/** The wire has room for shorter names of topics than topics can have. */
function topicProblem({ topicUrn, name }: ChosenTopic): string | undefined {
  const { targetId, targetName } = rules.notification.shape;
  const broken = targetName.safeParse(name).error ?? targetId.safeParse(topicUrn).error;
  return broken?.issues[0]?.message;
}

/** What is sent; null while something is missing. */
function givenOf({ name, state, topic, types }: Draft): Given | null {
  if (name === '' || topic === null || types.length === 0) return null;
  const notification = { targetType: 'SMN', targetId: topic.topicUrn, targetName: topic.name } as const;
  return { name, state, notification, eventTypes: [...types] };
}
