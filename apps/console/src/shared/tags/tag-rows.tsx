import './tag-texts.ts';
import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form';
import { useFieldError } from '../forms/use-field-error.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import type { TagForm } from './tag-rules.ts';

/** An error that comes or goes while a button is pressed would move the button away from under the pointer, and the click would be lost. */
const ROOM_FOR_ERROR = ' ';

interface TagRowsProps {
  /** How many tags there is room for. */
  readonly room: number;
  /** False where there may be no row at all. */
  readonly atLeastOne: boolean;
  /** Word of the button while there is no row. */
  readonly firstLabel?: string;
}

/** Tags to be added, a row each; a row can be deleted again [G 2.1.7.1]. Inside a form that has `tags`. */
export function TagRows({ room, atLeastOne, firstLabel }: TagRowsProps) {
  const { t } = useTranslation();
  const { control } = useFormContext<TagForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'tags' });
  const left = room - fields.length;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      {fields.map(({ id }, row) => (
        <TagRow
          key={id}
          row={row}
          onRemove={atLeastOne && fields.length === 1 ? undefined : () => remove(row)}
        />
      ))}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5 }}>
        <Button
          startIcon={<AddOutlined />}
          disabled={left <= 0}
          onClick={() => append({ key: '', value: '' }, { focusName: `tags.${fields.length}.key` })}
          sx={{ ml: -1 }}
        >
          {fields.length === 0 && firstLabel ? firstLabel : t('tags.another')}
        </Button>
        {fields.length > 0 && (
          <Typography variant="body2" color="textSecondary" aria-live="polite">
            {t('tags.room', { count: Math.max(left, 0) })}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

interface TagRowProps {
  readonly row: number;
  readonly onRemove: (() => void) | undefined;
}

function TagRow({ row, onRemove }: TagRowProps) {
  const { t } = useTranslation();
  const { register, control } = useFormContext<TagForm>();
  const { errors } = useFormState<TagForm>({ control });
  const fieldError = useFieldError();
  const broken = errors.tags?.[row];
  const [key, value] = [t('tags.key'), t('tags.value')];
  const { ref: keyRef, ...keyField } = register(`tags.${row}.key`);
  const { ref: valueRef, ...valueField } = register(`tags.${row}.value`);
  return (
    <Box
      role="group"
      aria-label={t('tags.row', { row: row + 1 })}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: 'minmax(0, 1fr) minmax(0, 1fr) auto' },
        gap: 1,
        alignItems: 'start',
      }}
    >
      <TextField
        label={key}
        required
        autoComplete="off"
        error={broken?.key !== undefined}
        helperText={fieldError(broken?.key, key) ?? (row === 0 ? t('tags.keyHelp') : ROOM_FOR_ERROR)}
        inputRef={keyRef}
        {...keyField}
      />
      <TextField
        label={value}
        autoComplete="off"
        error={broken?.value !== undefined}
        helperText={fieldError(broken?.value, value) ?? (row === 0 ? t('tags.valueHelp') : ROOM_FOR_ERROR)}
        inputRef={valueRef}
        {...valueField}
        sx={{ gridColumn: { xs: 1, sm: 'auto' } }}
      />
      <Tooltip title={t('tags.removeRow', { row: row + 1 })}>
        <span>
          <IconButton
            aria-label={t('tags.removeRow', { row: row + 1 })}
            disabled={!onRemove}
            onClick={onRemove}
            sx={{ mt: '3px' }}
          >
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </span>
      </Tooltip>
    </Box>
  );
}
