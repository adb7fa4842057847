import { MAX_TAGS, SECRET_DEFAULT_KEY } from '@dewpoint/contract';
import { zodResolver } from '@hookform/resolvers/zod';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TagRows } from '../../../shared/tags/tag-rows.tsx';
import { type TagForm, tagList } from '../../../shared/tags/tag-rules.ts';
import { invalidateSecrets } from '../api/secret-queries.ts';
import { secretPath } from '../paths.ts';
import { KeyField } from '../values/key-field.tsx';
import { draftProblem, emptyDraft, textOfDraft, type ValueDraft } from '../values/value-draft.ts';
import { ValueFields } from '../values/value-fields.tsx';

const rules = contractRules['csms.createSecret'].input.shape;
const periodRule = rules.rotationPeriod.unwrap();
const steps = ['basic', 'rotation', 'confirm'] as const;

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly kmsKeyId: string;
  readonly value: ValueDraft;
  readonly autoRotation: boolean;
  readonly rotationPeriod: string;
}

const initialDraft: Draft = {
  name: '',
  description: '',
  kmsKeyId: SECRET_DEFAULT_KEY,
  value: emptyDraft,
  autoRotation: false,
  rotationPeriod: '30d',
};

/** Create Secret [G 2.2.1.1]: basic data, rotation, confirmation. What is typed lives in this component and goes with it. */
export function CreateSecretDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const titleId = useId();
  const [draft, setDraft] = useState(initialDraft);
  const [step, setStep] = useState(0);
  const [told, setTold] = useState(false);
  const schema = useMemo(
    () => z.object({ tags: tagList({ taken: [], twice: t('tags.twice'), present: t('tags.present') }) }),
    [t],
  );
  const tags = useForm<TagForm>({
    resolver: zodResolver(schema),
    defaultValues: { tags: [] },
    mode: 'onTouched',
  });
  const { run, busy, error } = useCreate(onClose);
  const broken = brokenIn(draft);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  async function next(): Promise<void> {
    setTold(true);
    const tagsFine = await tags.trigger();
    const stepFine =
      step === 0 ? !broken.name && !broken.description && !broken.value && tagsFine : !broken.period;
    if (!stepFine) return;
    setTold(false);
    setStep(step + 1);
  }

  return (
    <Dialog open fullWidth onClose={busy ? undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('secrets.create.title')}</DialogTitle>
      <DialogContent>
        <Stepper activeStep={step} sx={{ pb: 2 }}>
          {steps.map((name) => (
            <Step key={name}>
              <StepLabel>{t(`secrets.create.step.${name}`)}</StepLabel>
            </Step>
          ))}
        </Stepper>
        <Box
          component="form"
          id={`${titleId}-form`}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (step < 2) void next();
            else void run({ draft, tags: tags.getValues('tags') });
          }}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.25, pt: 1 }}
        >
          {step === 0 && (
            <FormProvider {...tags}>
              <BasicStep draft={draft} broken={told ? broken : {}} told={told} onChange={change} />
              <TagRows room={MAX_TAGS} atLeastOne={false} firstLabel={t('tags.add')} />
            </FormProvider>
          )}
          {step === 1 && <RotationStep draft={draft} onChange={change} />}
          {step === 2 && <ConfirmStep draft={draft} tags={tags.getValues('tags').length} />}
          {error && <RefusalAlert error={error} />}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('dialog.cancel')}
        </Button>
        {step > 0 && (
          <Button onClick={() => setStep(step - 1)} disabled={busy}>
            {t('secrets.create.back')}
          </Button>
        )}
        <BusyButton type="submit" form={`${titleId}-form`} variant="contained" busy={busy}>
          {step < 2 ? t('secrets.create.next') : t('dialog.ok')}
        </BusyButton>
      </DialogActions>
    </Dialog>
  );
}

interface Broken {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly value?: boolean;
  readonly period?: string | undefined;
}

function brokenIn(draft: Draft): Broken {
  return {
    name: rules.name.safeParse(draft.name).error?.issues[0]?.message,
    description: rules.description.safeParse(draft.description).error?.issues[0]?.message,
    value: draftProblem(draft.value) !== null,
    period: draft.autoRotation
      ? periodRule.safeParse(draft.rotationPeriod).error?.issues[0]?.message
      : undefined,
  };
}

interface StepProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function BasicStep({
  draft,
  broken,
  told,
  onChange,
}: StepProps & { readonly broken: Broken; readonly told: boolean }) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  return (
    <>
      <TextField
        label={t('secrets.create.name')}
        required
        autoFocus
        autoComplete="off"
        value={draft.name}
        onChange={(event) => onChange({ name: event.target.value })}
        error={broken.name !== undefined}
        helperText={
          fieldError({ message: broken.name }, t('secrets.create.name')) ?? t('secrets.create.nameHelp')
        }
      />
      <ValueFields draft={draft.value} told={told} onChange={(value) => onChange({ value })} />
      <TextField
        label={t('secrets.create.description')}
        multiline
        minRows={2}
        value={draft.description}
        onChange={(event) => onChange({ description: event.target.value })}
        error={broken.description !== undefined}
        helperText={fieldError({ message: broken.description }, t('secrets.create.description'))}
      />
      <KeyField value={draft.kmsKeyId} onChange={(kmsKeyId) => onChange({ kmsKeyId })} />
    </>
  );
}

function RotationStep({ draft, onChange }: StepProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const { period } = brokenIn(draft);
  return (
    <>
      <Typography color="textSecondary">{t('secrets.create.rotationWhy')}</Typography>
      <FormControlLabel
        control={
          <Switch
            checked={draft.autoRotation}
            onChange={(_event, autoRotation) => onChange({ autoRotation })}
          />
        }
        label={t('secrets.create.autoRotation')}
      />
      {draft.autoRotation && (
        <TextField
          label={t('secrets.create.period')}
          value={draft.rotationPeriod}
          onChange={(event) => onChange({ rotationPeriod: event.target.value.trim() })}
          error={period !== undefined}
          helperText={
            fieldError({ message: period }, t('secrets.create.period')) ?? t('secrets.create.periodHelp')
          }
        />
      )}
    </>
  );
}

/** What will be created; of the value only what kind it is. */
function ConfirmStep({ draft, tags }: { readonly draft: Draft; readonly tags: number }) {
  const { t } = useTranslation();
  return (
    <Facts>
      <Fact name={t('secrets.create.name')}>{draft.name}</Fact>
      <Fact name={t('secrets.column.type')}>{t('secrets.type.COMMON')}</Fact>
      <Fact name={t('secrets.value.label')}>
        {draft.value.kind === 'pairs'
          ? t('secrets.create.pairsOf', { keys: draft.value.pairs.map(({ key }) => key).join(', ') })
          : t('secrets.value.text')}
      </Fact>
      <Fact name={t('secrets.create.description')}>{draft.description || t('secrets.none.description')}</Fact>
      <Fact name={t('secrets.create.key')}>{draft.kmsKeyId}</Fact>
      <Fact name={t('secrets.create.autoRotation')}>
        {draft.autoRotation ? draft.rotationPeriod : t('secrets.create.noRotation')}
      </Fact>
      <Fact name={t('tags.label')}>{tags}</Fact>
    </Facts>
  );
}

function useCreate(onClose: () => void) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  return useSecretAct({
    act: ({ draft, tags }: { readonly draft: Draft; readonly tags: TagForm['tags'] }, signal) =>
      api.client.call(
        'csms.createSecret',
        {
          name: draft.name,
          description: draft.description,
          kmsKeyId: draft.kmsKeyId,
          secretString: textOfDraft(draft.value),
          ...(draft.autoRotation ? { autoRotation: true, rotationPeriod: draft.rotationPeriod } : {}),
          tags: [...tags],
        },
        { signal },
      ),
    onDone: ({ secret: { name } }) => {
      notify({
        severity: 'success',
        message: t('secrets.create.done', { name }),
        action: { label: t('secrets.create.open'), run: () => void navigate(secretPath(name)) },
      });
      onClose();
    },
    onSettled: () => invalidateSecrets(queryClient, api),
  });
}
