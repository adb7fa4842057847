import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormLabel from '@mui/material/FormLabel';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { conditionKeyChoices, operatorsOf } from './policy-choices.ts';
import type { VisualCondition } from './policy-text.ts';

interface ConditionsEditorProps {
  readonly conditions: readonly VisualCondition[];
  readonly onChange: (conditions: readonly VisualCondition[]) => void;
}

/** Conditions, all of which must hold: source address, time, tags, second factor. */
export function ConditionsEditor({ conditions, onChange }: ConditionsEditorProps) {
  const { t } = useTranslation();
  // Two alike would be one in the text, so a new one begins with a key that is free.
  const free = conditionKeyChoices.find((key) => conditions.every((known) => known.key !== key));
  return (
    <Box role="group" aria-label={t('identity.policies.conditions')} sx={{ display: 'grid', gap: 1.5 }}>
      <FormLabel component="div">{t('identity.policies.conditions')}</FormLabel>
      {conditions.map((condition, index) => (
        <ConditionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
          key={index}
          number={index + 1}
          condition={condition}
          onChange={(changed) => onChange(conditions.with(index, changed))}
          onRemove={() => onChange(conditions.filter((_other, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          size="small"
          startIcon={<AddOutlined />}
          disabled={free === undefined}
          onClick={() => {
            const [operator] = operatorsOf(free ?? '');
            if (free && operator) onChange([...conditions, { operator, key: free, values: [] }]);
          }}
        >
          {t('identity.policies.addCondition')}
        </Button>
      </div>
    </Box>
  );
}

interface ConditionFieldsProps {
  readonly number: number;
  readonly condition: VisualCondition;
  readonly onChange: (condition: VisualCondition) => void;
  readonly onRemove: () => void;
}

function ConditionFields({ number, condition, onChange, onRemove }: ConditionFieldsProps) {
  const { t } = useTranslation();
  const { operator, key, values } = condition;
  const offered = operatorsOf(key);
  const operators = offered.includes(operator) ? offered : [...offered, operator];
  function changeKey(next: string): void {
    const fitting = operatorsOf(next);
    onChange({
      ...condition,
      key: next,
      operator: fitting.includes(operator) ? operator : (fitting[0] ?? operator),
    });
  }
  return (
    <Box
      role="group"
      aria-label={t('identity.policies.condition', { number })}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}
    >
      <Autocomplete
        freeSolo
        disableClearable
        options={conditionKeyChoices}
        inputValue={key}
        value={key}
        onInputChange={(_event, text, reason) => {
          if (reason !== 'reset' || text !== '') changeKey(text);
        }}
        sx={{ flex: '1 1 190px' }}
        renderInput={(params) => <TextField {...params} label={t('identity.policies.conditionKey')} />}
      />
      <TextField
        select
        label={t('identity.policies.operator')}
        value={operator}
        onChange={(event) => onChange({ ...condition, operator: event.target.value })}
        sx={{ flex: '1 1 170px', width: 'auto' }}
      >
        {operators.map((name) => (
          <MenuItem key={name} value={name}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <Autocomplete
        multiple
        freeSolo
        autoSelect
        options={[]}
        value={[...values]}
        onChange={(_event, chosen) => onChange({ ...condition, values: chosen })}
        sx={{ flex: '2 1 200px' }}
        renderInput={(params) => (
          <TextField
            {...params}
            label={t('identity.policies.values')}
            helperText={t('identity.policies.valuesHelp')}
          />
        )}
      />
      <IconButton aria-label={t('identity.policies.removeCondition', { number })} onClick={onRemove}>
        <DeleteOutlined fontSize="small" />
      </IconButton>
    </Box>
  );
}
