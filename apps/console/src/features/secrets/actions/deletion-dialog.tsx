import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormStep } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { ConfirmByName, confirmationTextOf } from '../../../shared/danger/confirm-by-name.tsx';
import { ItemNames } from '../../../shared/danger/item-names.tsx';
import { PendingDaysField } from '../../../shared/danger/pending-days-field.tsx';
import { MAX_LOOKED_AT, RecentUse } from '../../../shared/danger/recent-use.tsx';
import { type BatchResult, NothingToDoStep, ResultStep } from '../../../shared/danger/result-step.tsx';
import { usePendingDays } from '../../../shared/danger/use-pending-days.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets, type Secret, secretQueries } from '../api/secret-queries.ts';
import { SECRETS_PATH } from '../paths.ts';
import { SecretStateChip } from '../secret-state-chip.tsx';
import { allows } from './secret-action.ts';
import { useBackup } from './use-backup.ts';

const daysRule = contractRules['csms.scheduleSecretDeletion'].input.shape.recoveryWindowInDays;
type Way = 'schedule' | 'now';

interface DeletionDialogProps {
  readonly name: 'delete' | 'cancelDeletion';
  readonly secrets: readonly Secret[];
  readonly onClose: () => void;
  readonly onDone: (() => void) | undefined;
}

/** Delete secrets later or now, or keep them after all [G 2.2.2.2]: what stops working is shown, the name typed, the result told. */
export function DeletionDialog({ name, secrets, onClose, onDone }: DeletionDialogProps) {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const titleId = useId();
  // What the dialog speaks of stays what it was, also when the list behind it is loaded again.
  const [asked] = useState(() => secrets.filter((secret) => allows(secret, name)));
  const ways = (['schedule', 'now'] as const).filter((way) =>
    session.permitted.includes(way === 'now' ? 'csms.deleteSecret' : 'csms.scheduleSecretDeletion'),
  );
  const [way, setWay] = useState<Way>(ways[0] ?? 'schedule');
  const { days, setDays, keep } = usePendingDays();
  const [typed, setTyped] = useState('');
  const recoveryWindowInDays = daysRule.safeParse(days.trim()).data ?? null;
  const { run, busy, error, results } = useDeletion({ asked, onClose, onDone });
  const items = asked.map((secret) => ({
    ...secret,
    id: secret.secretId,
    name: secret.secretName,
    badge: <SecretStateChip state={secret.state} />,
  }));
  const deletes = name === 'delete';
  const kind = deletes ? way : 'cancel';
  const complete =
    !deletes || (typed === confirmationTextOf(items) && (way === 'now' || recoveryWindowInDays !== null));
  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby={titleId}>
      {asked.length === 0 ? (
        <>
          <DialogTitle id={titleId}>{t(`secrets.action.${name}.title`)}</DialogTitle>
          <NothingToDoStep why={t(`secrets.action.${name}.impossible`)} onClose={onClose} />
        </>
      ) : results ? (
        <>
          <DialogTitle id={titleId}>{t(`secrets.action.${name}.title`)}</DialogTitle>
          <ResultStep
            items={items}
            results={results}
            summary={(count) => t(`secrets.deletion.${kind}.result`, { count, total: results.length })}
            onClose={onClose}
            onUndo={undefined}
          />
        </>
      ) : (
        <FormStep
          titleId={titleId}
          title={t(`secrets.action.${name}.title`)}
          error={error}
          busy={busy}
          danger={deletes}
          complete={complete}
          onSubmit={() => {
            if (kind === 'schedule') keep();
            void run({ kind, days: recoveryWindowInDays });
          }}
          onClose={onClose}
        >
          <ItemNames label={t('secrets.title')} items={items} />
          {deletes && (
            <RadioGroup
              row
              aria-label={t('secrets.deletion.when')}
              value={way}
              onChange={(_event, value) => setWay(value === 'now' ? 'now' : 'schedule')}
            >
              {ways.map((one) => (
                <FormControlLabel
                  key={one}
                  value={one}
                  control={<Radio size="small" />}
                  label={t(`secrets.deletion.${one}.name`)}
                />
              ))}
            </RadioGroup>
          )}
          <Alert severity={deletes ? 'warning' : 'info'} variant="outlined">
            {t(`secrets.deletion.${kind}.effect`)}
          </Alert>
          {deletes && <Backups secrets={asked} />}
          {deletes && <RecentSecretUse secrets={asked} />}
          {kind === 'schedule' && (
            <PendingDaysField
              value={days}
              days={recoveryWindowInDays}
              rule={t('secrets.deletion.daysRule')}
              onChange={setDays}
            />
          )}
          {deletes && (
            <ConfirmByName
              label={t(asked.length === 1 ? 'secrets.deletion.typeName' : 'secrets.deletion.typeCount')}
              items={items}
              value={typed}
              onChange={setTyped}
            />
          )}
        </FormStep>
      )}
    </Dialog>
  );
}

function Backups({ secrets }: { readonly secrets: readonly Secret[] }) {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const { download, busy } = useBackup();
  if (!session.permitted.includes('csms.downloadSecretBlob')) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, maxHeight: 140, overflowY: 'auto' }}>
      {secrets.map(({ secretName }) => (
        <Button
          key={secretName}
          size="small"
          variant="outlined"
          disabled={busy}
          onClick={() => void download(secretName)}
        >
          {secrets.length === 1
            ? t('secrets.action.backup.name')
            : t('secrets.deletion.backupOf', { name: secretName })}
        </Button>
      ))}
    </Box>
  );
}

function RecentSecretUse({ secrets }: { readonly secrets: readonly Secret[] }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const answers = useQueries({
    queries: secrets.slice(0, MAX_LOOKED_AT).map(({ secretName }) => secretQueries(api).use(secretName)),
  });
  return (
    <RecentUse
      answers={answers}
      nameOf={({ secretName }) => secretName}
      words={{
        table: t('secrets.deletion.uses'),
        name: t('secrets.create.name'),
        onlyFirst:
          secrets.length > MAX_LOOKED_AT ? t('secrets.deletion.onlyFirst', { count: MAX_LOOKED_AT }) : null,
      }}
    />
  );
}

interface Deletion {
  readonly kind: Way | 'cancel';
  readonly days: number | null;
}

const operations = {
  schedule: 'csms.scheduleSecretDeletion',
  now: 'csms.deleteSecret',
  cancel: 'csms.cancelSecretDeletion',
} as const;

function useDeletion({
  asked,
  onClose,
  onDone,
}: Pick<DeletionDialogProps, 'onClose' | 'onDone'> & { readonly asked: readonly Secret[] }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [results, setResults] = useState<readonly BatchResult[] | null>(null);

  async function batch({ kind, days }: Deletion): Promise<readonly BatchResult[]> {
    const inputs = asked.map(({ secretName }) => ({
      secretName,
      ...(kind === 'schedule' ? { recoveryWindowInDays: days } : {}),
    }));
    return (await api.client.call('console.batch', { operation: operations[kind], inputs })).results;
  }

  async function undo(): Promise<void> {
    const [result] = await batch({ kind: 'cancel', days: null });
    await invalidateSecrets(queryClient, api);
    const name = asked[0]?.secretName ?? '';
    notify(
      result?.ok
        ? { severity: 'success', message: t('secrets.deletion.cancel.done', { name }) }
        : { severity: 'error', message: t('secrets.action.cancelDeletion.impossible') },
    );
  }

  const act = useAct({
    act: batch,
    onSettled: () => invalidateSecrets(queryClient, api),
    onDone: (answers, { kind }) => {
      onDone?.();
      if (answers.length > 1 || answers.some(({ ok }) => !ok)) return setResults(answers);
      const name = asked[0]?.secretName ?? '';
      notify({
        severity: 'success',
        message: t(`secrets.deletion.${kind}.done`, { name }),
        ...(kind === 'schedule'
          ? { action: { label: t('dialog.undo'), run: () => void undo().catch(() => {}) } }
          : {}),
      });
      // The details of a secret that is gone lead nowhere.
      if (kind === 'now' && pathname !== SECRETS_PATH) void navigate(SECRETS_PATH, { replace: true });
      else onClose();
    },
  });
  return { ...act, results };
}
