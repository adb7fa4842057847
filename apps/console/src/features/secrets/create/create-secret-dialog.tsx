import { MAX_TAGS } from '@dewpoint/contract';
import { zodResolver } from '@hookform/resolvers/zod';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TagRows } from '../../../shared/tags/tag-rows.tsx';
import { type TagForm, tagList } from '../../../shared/tags/tag-rules.ts';
import { invalidateSecrets } from '../api/secret-queries.ts';
import { secretPath } from '../paths.ts';
import { RotationFields } from '../rotation/rotation-fields.tsx';
import { BasicStep } from './basic-step.tsx';
import { ConfirmStep } from './confirm-step.tsx';
import { brokenBasics, brokenRotation, initialDraft, type SecretDraft, secretInput } from './secret-draft.ts';

const steps = ['basic', 'rotation', 'confirm'] as const;
const LAST = steps.length - 1;

/** Create Secret [G 2.2.1.1]: basic data, rotation, confirmation. What is typed lives in this component and goes with it. */
export function CreateSecretDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const titleId = useId();
  const [draft, setDraft] = useState(initialDraft);
  const [step, setStep] = useState(0);
  const [told, setTold] = useState(false);
  const tags = useTagForm();
  const { run, busy, error } = useCreate(onClose);
  const change = (part: Partial<SecretDraft>) => setDraft({ ...draft, ...part });

  async function next(): Promise<void> {
    setTold(true);
    const tagsFine = await tags.trigger();
    const fine = step === 0 ? isWhole(brokenBasics(draft)) && tagsFine : brokenRotation(draft) === null;
    if (!fine) return;
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
            if (step < LAST) void next();
            else void run({ draft, tags: tags.getValues('tags') });
          }}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.25, pt: 1 }}
        >
          {step === 0 && (
            <FormProvider {...tags}>
              <BasicStep draft={draft} told={told} onChange={change} />
              <TagRows room={MAX_TAGS} atLeastOne={false} firstLabel={t('tags.add')} />
            </FormProvider>
          )}
          {step === 1 && (
            <>
              <Typography color="textSecondary">{t('secrets.create.rotationWhy')}</Typography>
              <RotationFields
                type={draft.type}
                secretName={draft.name}
                draft={draft.rotation}
                broken={told ? brokenRotation(draft) : null}
                onlyAutomatic={draft.type === 'COMMON'}
                onChange={(rotation) => change({ rotation })}
              />
            </>
          )}
          {step === LAST && <ConfirmStep draft={draft} tags={tags.getValues('tags').length} />}
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
          {step < LAST ? t('secrets.create.next') : t('dialog.ok')}
        </BusyButton>
      </DialogActions>
    </Dialog>
  );
}

function isWhole(broken: object): boolean {
  return Object.values(broken).every((problem) => problem === undefined || problem === false);
}

function useTagForm() {
  const { t } = useTranslation();
  const schema = useMemo(
    () => z.object({ tags: tagList({ taken: [], twice: t('tags.twice'), present: t('tags.present') }) }),
    [t],
  );
  return useForm<TagForm>({ resolver: zodResolver(schema), defaultValues: { tags: [] }, mode: 'onTouched' });
}

function useCreate(onClose: () => void) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  return useSecretAct({
    act: ({ draft, tags }: { readonly draft: SecretDraft; readonly tags: TagForm['tags'] }, signal) =>
      api.client.call('csms.createSecret', secretInput(draft, [...tags]), { signal }),
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
