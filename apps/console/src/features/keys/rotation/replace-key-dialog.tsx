import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { FormStep } from '../../../shared/components/form-dialog.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { refusedField } from '../../../shared/forms/refused-field.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { nextAlias } from './next-alias.ts';
import { ReplacedStep } from './replaced-step.tsx';
import { type Replacement, useReplace } from './use-replace.ts';

const rule = contractRules['kms.createKey'].input.shape.keyAlias;

interface ReplaceKeyDialogProps {
  readonly item: KeyDetails;
  readonly onClose: () => void;
}

/** "Replace by a new key", the manual rotation of keys that are not rotated by themselves (ROT-05) [G 2.1.8.1]. */
export function ReplaceKeyDialog({ item, onClose }: ReplaceKeyDialogProps) {
  const titleId = useId();
  const [made, setMade] = useState<Replacement | null>(null);
  const [aliasRefused, setAliasRefused] = useState<string | null>(null);
  const replace = useReplace(item, {
    onDone: setMade,
    onRefused: (refusal) => setAliasRefused(refusedField(refusal, ['keyAlias']) ? refusal.message : null),
  });
  return (
    <Dialog open onClose={replace.busy ? undefined : onClose} aria-labelledby={titleId}>
      {made ? (
        <ReplacedStep titleId={titleId} item={item} replacement={made} onClose={onClose} />
      ) : (
        <ReplaceStep
          titleId={titleId}
          item={item}
          replace={replace}
          aliasRefused={aliasRefused}
          onRetype={() => setAliasRefused(null)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface ReplaceStepProps extends ReplaceKeyDialogProps {
  readonly titleId: string;
  readonly replace: ReturnType<typeof useReplace>;
  /** Why the alias that was sent is refused; null when it is not, or another one is typed. */
  readonly aliasRefused: string | null;
  readonly onRetype: () => void;
}

function ReplaceStep({ titleId, item, replace, aliasRefused, onRetype, onClose }: ReplaceStepProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [alias, setAlias] = useState(nextAlias(item.keyAlias));
  const [withTags, setWithTags] = useState(true);
  const { run, busy, error } = replace;
  const broken = rule.safeParse(alias).error?.issues[0]?.message;
  const trouble = broken ? { message: broken } : aliasRefused && { type: 'server', message: aliasRefused };
  const label = t('keyTabs.replace.alias');
  return (
    <FormStep
      titleId={titleId}
      title={t('keyTabs.replace.title')}
      error={refusedField(error, ['keyAlias']) ? null : error}
      busy={busy}
      complete={broken === undefined}
      onSubmit={() => void run({ keyAlias: alias, withTags: withTags && item.tags.length > 0 })}
      onClose={onClose}
    >
      <Typography>{t('keyTabs.replace.explanation')}</Typography>
      <TextField
        label={label}
        value={alias}
        onChange={(event) => {
          setAlias(event.target.value);
          onRetype();
        }}
        required
        autoFocus
        autoComplete="off"
        error={Boolean(trouble)}
        helperText={(trouble && fieldError(trouble, label)) ?? t('keys.create.aliasHelp')}
      />
      <Paper variant="outlined">
        <Facts>
          <Fact name={t('keys.create.algorithm')}>{item.keySpec}</Fact>
          <Fact name={t('keys.create.usage')}>{item.keyUsage}</Fact>
          <Fact name={t('keys.column.origin')}>{t(`keys.origin.${item.origin}`)}</Fact>
        </Facts>
      </Paper>
      {item.tags.length > 0 && (
        <FormControlLabel
          control={<Checkbox checked={withTags} onChange={(_event, checked) => setWithTags(checked)} />}
          label={t('keyTabs.replace.withTags', { count: item.tags.length })}
        />
      )}
    </FormStep>
  );
}
