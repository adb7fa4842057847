import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Section } from '../../../shared/components/section.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ConditionsEditor } from './conditions-editor.tsx';
import { type ActionChoice, actionChoices } from './policy-choices.ts';
import type { VisualStatement } from './policy-text.ts';
import { ResourcesEditor } from './resources-editor.tsx';

interface StatementEditorProps {
  /** From 1. */
  readonly number: number;
  readonly statement: VisualStatement;
  readonly onChange: (statement: VisualStatement) => void;
  /** Null: it is the only one. */
  readonly onRemove: (() => void) | null;
}

/** One statement: effect, actions, resources, conditions. */
export function StatementEditor({ number, statement, onChange, onRemove }: StatementEditorProps) {
  const { t } = useTranslation();
  const title = t('identity.policies.statement', { number });
  return (
    <Section
      title={title}
      action={
        onRemove && (
          <Button
            size="small"
            color="error"
            aria-label={t('identity.policies.removeStatement', { number })}
            onClick={onRemove}
          >
            {t('entities.remove')}
          </Button>
        )
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.25, p: 2 }}>
        <TextField
          select
          label={t('identity.policies.effect')}
          value={statement.effect}
          onChange={(event) =>
            onChange({ ...statement, effect: event.target.value === 'Deny' ? 'Deny' : 'Allow' })
          }
          sx={{ maxWidth: 220 }}
        >
          <MenuItem value="Allow">{t('identity.policies.allow')}</MenuItem>
          <MenuItem value="Deny">{t('identity.policies.deny')}</MenuItem>
        </TextField>
        <ActionsField
          actions={statement.actions}
          onChange={(actions) => onChange({ ...statement, actions })}
        />
        <ResourcesEditor
          resources={statement.resources}
          onChange={(resources) => onChange({ ...statement, resources })}
        />
        <ConditionsEditor
          conditions={statement.conditions}
          onChange={(conditions) => onChange({ ...statement, conditions })}
        />
      </Box>
    </Section>
  );
}

interface ActionsFieldProps {
  readonly actions: readonly string[];
  readonly onChange: (actions: readonly string[]) => void;
}

const choiceByAction: ReadonlyMap<string, ActionChoice> = new Map(
  actionChoices.map((choice) => [choice.action, choice]),
);
const actionNames = actionChoices.map(({ action }) => action);

/** Actions from the list, or typed with wildcards. */
function ActionsField({ actions, onChange }: ActionsFieldProps) {
  const { t } = useTranslation();
  return (
    <Autocomplete
      multiple
      freeSolo
      disableCloseOnSelect
      filterSelectedOptions
      options={actionNames}
      value={[...actions]}
      groupBy={(action) => t(`identity.policies.service.${serviceOf(action)}`)}
      onChange={(_event, chosen) => onChange(chosen.map((text) => text.trim()).filter((text) => text !== ''))}
      renderOption={({ key, ...props }, action) => (
        <li key={key} {...props}>
          <Box sx={{ minWidth: 0 }}>
            <Box sx={{ typography: 'mono', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>{action}</Box>
            <Typography variant="caption" color="textSecondary">
              {choiceByAction.get(action)?.summary ?? t('identity.policies.everyAction')}
            </Typography>
          </Box>
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t('identity.policies.actions')}
          helperText={t('identity.policies.actionsHelp')}
        />
      )}
    />
  );
}

const services = ['csms', 'cts', 'eps', 'iam', 'kms', 'kps', 'smn', 'hsm'] as const;

function serviceOf(action: string): (typeof services)[number] | 'other' {
  return services.find((name) => action.startsWith(`${name}:`)) ?? 'other';
}
