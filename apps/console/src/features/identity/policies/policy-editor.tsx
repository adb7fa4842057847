import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import TextField from '@mui/material/TextField';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useSettled } from '../../../shared/forms/use-settled.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { identityQueries, invalidateIdentity, type PolicyDetails } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { JsonEditor, type JsonEditorHandle } from './json-editor.tsx';
import { PolicyProblems } from './policy-problems.tsx';
import { ReplayResult } from './replay-result.tsx';
import { VisualEditor } from './visual-editor.tsx';

const rules = contractRules['iam.createPolicy'].input.shape;
const editors = ['visual', 'json'] as const;
/** How long nothing is typed before the policy is checked, ms. */
const CHECK_AFTER = 400;

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly text: string;
}

interface PolicyEditorProps {
  /** Null: a new one. */
  readonly policy: PolicyDetails | null;
  readonly initial: Draft;
}

/** Both editors over one text, what is wrong with it, what it would have changed, and Save. */
export function PolicyEditor({ policy, initial }: PolicyEditorProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const [draft, setDraft] = useState(initial);
  const settled = useSettled(draft.text, CHECK_AFTER);
  const check = useQuery(identityQueries(client).check(settled));
  const problems = check.data?.problems ?? [];
  const save = useSave(policy);
  const broken = rules.name.safeParse(draft.name).error?.issues[0]?.message;
  return (
    <>
      <PageHeader
        above={[{ label: t('identity.tab.policies'), to: identityPath('policies') }]}
        title={
          policy ? t('identity.policies.editNamed', { name: policy.name }) : t('identity.policies.create')
        }
        explanation={t('identity.policies.editorWhy')}
      />
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (broken === undefined) void save.run(draft);
        }}
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 960 }}
      >
        <NameFields draft={draft} onChange={setDraft} broken={broken} />
        <Editors
          text={draft.text}
          onChange={(text) => setDraft((before) => ({ ...before, text }))}
          problems={problems}
        />
        {check.error && <RefusalAlert error={check.error} />}
        {policy && (
          <Replay
            policy={policy}
            text={draft.text}
            checked={settled === draft.text && !!check.data && problems.length === 0}
          />
        )}
        {save.error && <RefusalAlert error={save.error} />}
        <Box sx={{ display: 'flex', gap: 1 }}>
          <BusyButton type="submit" variant="contained" busy={save.busy} disabled={broken !== undefined}>
            {t('identity.save')}
          </BusyButton>
          <Button
            component={Link}
            to={policy ? identityPath('policies', policy.id) : identityPath('policies')}
            disabled={save.busy}
          >
            {t('dialog.cancel')}
          </Button>
        </Box>
      </Box>
    </>
  );
}

interface NameFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly broken: string | undefined;
}

function NameFields({ draft, onChange, broken }: NameFieldsProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [left, setLeft] = useState(false);
  const label = t('identity.policies.name');
  const words = left && broken !== undefined ? fieldError({ message: broken }, label) : undefined;
  return (
    <>
      <TextField
        label={label}
        required
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
        onBlur={() => setLeft(true)}
        autoComplete="off"
        error={words !== undefined}
        helperText={words}
      />
      <TextField
        label={t('entities.description')}
        value={draft.description}
        onChange={(event) => onChange({ ...draft, description: event.target.value.slice(0, 255) })}
        autoComplete="off"
        helperText={t('entities.optional')}
      />
    </>
  );
}

interface EditorsProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly problems: React.ComponentProps<typeof PolicyProblems>['problems'];
}

function Editors({ text, onChange, problems }: EditorsProps) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const editor = editors.find((name) => name === params.get('editor')) ?? 'visual';
  const json = useRef<JsonEditorHandle>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  function show(name: string): void {
    const next = new URLSearchParams(params);
    next.set('editor', name);
    setParams(next, { replace: true });
  }
  useEffect(() => {
    if (wanted === null || editor !== 'json') return;
    json.current?.goTo(wanted);
    setWanted(null);
  }, [wanted, editor]);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Tabs
        value={editor}
        onChange={(_event, name: string) => show(name)}
        aria-label={t('identity.policies.editors')}
      >
        {editors.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`editor-tab-${name}`}
            aria-controls={`editor-${name}`}
            label={t(`identity.policies.editor.${name}`)}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`editor-${editor}`} aria-labelledby={`editor-tab-${editor}`}>
        {editor === 'visual' ? (
          <VisualEditor text={text} onChange={onChange} />
        ) : (
          <JsonEditor
            text={text}
            onChange={onChange}
            wrongLines={new Set(problems.map(({ line }) => line))}
            handle={json}
          />
        )}
      </Box>
      <PolicyProblems
        problems={problems}
        onGoTo={(line) => {
          setWanted(line);
          show('json');
        }}
      />
    </Box>
  );
}

interface ReplayProps {
  readonly policy: PolicyDetails;
  readonly text: string;
  /** The text is known to be a policy. */
  readonly checked: boolean;
}

/** What the changed policy would have done to the calls of the last days, before it is saved. */
function Replay({ policy, text, checked }: ReplayProps) {
  const { t } = useTranslation();
  const may = useMay();
  const changed = text !== policy.document;
  return (
    <Section title={t('replay.title')} explanation={t('identity.replay.why')}>
      <Box sx={{ p: 2 }}>
        {!may('iam.replayPolicyChange') ? (
          <Alert severity="info" variant="outlined">
            {t('replay.notAllowed')}
          </Alert>
        ) : !changed ? (
          t('identity.replay.unchanged')
        ) : checked ? (
          <ReplayResult change={{ change: 'update', policyId: policy.id, document: text }} />
        ) : (
          t('identity.replay.waits')
        )}
      </Box>
    </Section>
  );
}

function useSave(policy: PolicyDetails | null) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  return useAct({
    act: async ({ name, description, text: document }: Draft) => {
      if (policy === null) return client.call('iam.createPolicy', { name, description, document });
      await client.call('iam.updatePolicy', { policyId: policy.id, name, description, document });
      return { id: policy.id };
    },
    onSettled: () => invalidateIdentity(queryClient),
    onDone: ({ id }, { name }) => {
      notify({ severity: 'success', message: t('identity.policies.saved', { name }) });
      void navigate(identityPath('policies', id), { replace: true });
    },
  });
}
