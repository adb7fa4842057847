import EditOutlined from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { refusalOf } from '../api/refusal.ts';
import { useFieldError } from '../forms/use-field-error.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { BusyButton } from './busy-button.tsx';
import { useSingleFlight } from './use-single-flight.ts';

interface EditableTextProps {
  readonly label: string;
  readonly value: string;
  /** Shown where the value is empty. */
  readonly none?: string;
  readonly schema: z.ZodType<string, string>;
  readonly editable: boolean;
  readonly save: (value: string) => Promise<unknown>;
  readonly multiline?: boolean;
}

/** A value with a button that turns it into a field in its place. Escape gives up, Enter saves; the focus goes back to the button. */
export function EditableText(props: EditableTextProps) {
  const { label, value, none, editable } = props;
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const returnFocus = useRef(false);
  if (editing) {
    return (
      <Editor
        {...props}
        onEnd={() => {
          returnFocus.current = true;
          setEditing(false);
        }}
      />
    );
  }
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.5 }}>
      <Box
        component="span"
        sx={{ minWidth: 0, color: value === '' ? 'text.secondary' : 'inherit', whiteSpace: 'pre-wrap' }}
      >
        {value === '' ? none : value}
      </Box>
      {editable && (
        <Tooltip title={t('edit.start', { label })}>
          <IconButton
            aria-label={t('edit.start', { label })}
            ref={(button) => {
              if (button && returnFocus.current) {
                returnFocus.current = false;
                button.focus();
              }
            }}
            onClick={() => setEditing(true)}
            sx={{ p: 0.5, mt: '-3px' }}
          >
            <EditOutlined sx={{ fontSize: 16 }} />
          </IconButton>
        </Tooltip>
      )}
    </Box>
  );
}

function Editor({
  label,
  value,
  schema,
  save,
  multiline = false,
  onEnd,
}: EditableTextProps & { readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [refusal, setRefusal] = useState<string | null>(null);
  const fieldError = useFieldError();
  const broken = schema.safeParse(text).error?.issues[0];
  const { run, busy } = useSingleFlight(async () => {
    if (broken) return;
    if (text === value) return onEnd();
    try {
      await save(text);
      onEnd();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      setRefusal(refusalOf(error).message);
    }
  });
  const trouble = broken ? fieldError({ message: broken.message }, label) : refusal;
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !busy) onEnd();
      }}
      sx={{ display: 'grid', gap: 1 }}
    >
      <TextField
        value={text}
        onChange={(event) => {
          setRefusal(null);
          setText(event.target.value);
        }}
        multiline={multiline}
        autoFocus
        autoComplete="off"
        error={trouble !== null && trouble !== undefined}
        helperText={trouble}
        slotProps={{ htmlInput: { 'aria-label': label } }}
      />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <BusyButton
          type="submit"
          size="small"
          variant="contained"
          busy={busy}
          disabled={broken !== undefined}
        >
          {t('edit.save')}
        </BusyButton>
        <Button size="small" onClick={onEnd} disabled={busy}>
          {t('dialog.cancel')}
        </Button>
      </Box>
    </Box>
  );
}
