import Box from '@mui/material/Box';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

/** Height of a line, px: that of the text and of the numbers beside it. */
const LINE = 20;

export interface JsonEditorHandle {
  /** Puts the caret at the beginning of a line, counted from 1. */
  goTo(line: number): void;
}

interface JsonEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly wrongLines: ReadonlySet<number>;
  readonly handle: Ref<JsonEditorHandle>;
}

/** The text of a policy with numbered lines; those with a problem are marked. */
export function JsonEditor({ text, onChange, wrongLines, handle }: JsonEditorProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(handle, () => ({
    goTo(line) {
      const lines = text.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
      area.current?.focus();
      area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    },
  }));
  const count = text.split('\n').length;
  const height = Math.max(count, 12) * LINE;
  return (
    <Box
      sx={{
        display: 'flex',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        overflow: 'hidden',
        bgcolor: 'background.paper',
        '&:focus-within': { outline: 2, outlineColor: 'primary.main', outlineOffset: -1 },
      }}
    >
      <Box
        aria-hidden
        sx={{
          typography: 'mono',
          fontSize: '0.8125rem',
          lineHeight: `${LINE}px`,
          py: 1,
          textAlign: 'right',
          color: 'text.secondary',
          userSelect: 'none',
          borderRight: 1,
          borderColor: 'hairline',
        }}
      >
        {Array.from({ length: count }, (_line, index) => index + 1).map((line) => (
          <Box
            key={line}
            sx={{
              px: 1,
              ...(wrongLines.has(line) && { color: 'error.main', fontWeight: 600 }),
            }}
          >
            {wrongLines.has(line) ? `! ${line}` : line}
          </Box>
        ))}
      </Box>
      <Box
        component="textarea"
        ref={area}
        value={text}
        aria-label={t('identity.policies.json')}
        aria-invalid={wrongLines.size > 0}
        spellCheck={false}
        wrap="off"
        onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
        sx={{
          typography: 'mono',
          fontSize: '0.8125rem',
          lineHeight: `${LINE}px`,
          flex: 1,
          minWidth: 0,
          height: height + 2 * 8,
          px: 1.5,
          py: 1,
          border: 0,
          outline: 'none',
          resize: 'none',
          color: 'text.primary',
          bgcolor: 'transparent',
          overflowX: 'auto',
        }}
      />
    </Box>
  );
}
