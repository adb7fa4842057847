import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import Typography from '@mui/material/Typography';
import { useId, useRef } from 'react';
import { useTranslation } from '../i18n/use-translation.ts';
import { sizeText } from './size-text.ts';

interface FileFieldProps {
  readonly label: string;
  /** What is chosen; null: nothing yet. */
  readonly chosen: Pick<File, 'name' | 'size'> | null;
  readonly onChoose: (file: File) => void;
  readonly help?: string;
  /** Why the file is refused; null when it is not. */
  readonly error?: string | null;
  readonly disabled?: boolean;
}

/** Asks for a file of the user's machine. The page reads it when it needs it; choosing sends nothing. */
export function FileField({ label, chosen, onChoose, help, error = null, disabled = false }: FileFieldProps) {
  const { t, language } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
      <Typography component="label" htmlFor={id} variant="body2" sx={{ fontWeight: 600 }}>
        {label}
      </Typography>
      <Box
        sx={{
          position: 'relative',
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 1.25,
          // The ring of the input, which is not seen itself.
          '& input:focus-visible + .MuiButton-root': (theme) => ({
            outline: `2px solid ${theme.palette.primary.main}`,
            outlineOffset: 2,
          }),
        }}
      >
        <Box
          component="input"
          type="file"
          id={id}
          ref={input}
          disabled={disabled}
          aria-invalid={error !== null}
          aria-describedby={noteId}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
            const file = event.target.files?.[0];
            if (file) onChoose(file);
            // The same file can be chosen again after it was changed.
            event.target.value = '';
          }}
          sx={{
            position: 'absolute',
            width: 1,
            height: 1,
            opacity: 0,
            overflow: 'hidden',
          }}
        />
        <Button
          variant="outlined"
          tabIndex={-1}
          aria-hidden
          disabled={disabled}
          startIcon={<UploadFileOutlined />}
          onClick={() => input.current?.click()}
        >
          {t('file.choose')}
        </Button>
        <Typography
          variant="body2"
          color={chosen ? 'textPrimary' : 'textSecondary'}
          sx={{ minWidth: 0, overflowWrap: 'anywhere' }}
        >
          {chosen
            ? t('file.size', { name: chosen.name, size: sizeText(chosen.size, language) })
            : t('file.none')}
        </Typography>
      </Box>
      <FormHelperText
        id={noteId}
        error={error !== null}
        role={error === null ? undefined : 'alert'}
        sx={{ mt: 0 }}
      >
        {error ?? help}
      </FormHelperText>
    </Box>
  );
}
