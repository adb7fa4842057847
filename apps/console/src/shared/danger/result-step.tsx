import './danger-texts.ts';
import type { OperationWireOutput } from '@dewpoint/contract';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Typography from '@mui/material/Typography';
import type { PropsWithChildren } from 'react';
import { SafeguardStep } from '../components/safeguard-step.tsx';
import { inLanguage } from '../i18n/server-words.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import type { ActedItem } from './item-names.tsx';

/** What became of one input of a batch. */
export type BatchResult = OperationWireOutput<'console.batch'>['results'][number];

interface ResultStepProps<Item extends ActedItem> {
  readonly items: readonly Item[];
  /** In the order of the items. */
  readonly results: readonly BatchResult[];
  /** `count` of them were done. */
  readonly summary: (count: number) => string;
  readonly onClose: () => void;
  /** Takes back what was done to these; absent where it cannot be. */
  readonly onUndo: ((done: readonly Item[]) => void) | undefined;
}

/** What became of each item. */
export function ResultStep<Item extends ActedItem>({
  items,
  results,
  summary,
  onClose,
  onUndo,
}: ResultStepProps<Item>) {
  const { t } = useTranslation();
  const done = items.filter((_item, index) => results.some(({ input, ok }) => ok && input === index));
  const refused = results.length - done.length;
  return (
    <>
      <DialogContent>
        <Alert severity={refused === 0 ? 'success' : 'warning'} variant="outlined" role="status">
          {summary(done.length)}
        </Alert>
        <Box component="ul" aria-label={t('danger.results')} sx={{ listStyle: 'none', m: 0, mt: 1.5, p: 0 }}>
          {items.map(({ id, name }, index) => {
            const result = results.find(({ input }) => input === index);
            const ok = result?.ok === true;
            const Icon = ok ? CheckCircleOutlined : ErrorOutlineOutlined;
            return (
              <Box component="li" key={id} sx={{ display: 'flex', gap: 1.25, py: 0.75 }}>
                <Icon
                  fontSize="small"
                  titleAccess={t(ok ? 'danger.succeeded' : 'danger.refused')}
                  sx={{ color: ok ? 'success.main' : 'error.main', mt: '1px' }}
                />
                <Box sx={{ minWidth: 0 }}>
                  <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Typography>
                  {!ok && (
                    <Typography variant="body2" component="div" color="textSecondary">
                      {result?.error ? inLanguage(result.error.message) : t('danger.noAnswer')}
                      <SafeguardStep code={result?.error?.code ?? null} />
                    </Typography>
                  )}
                </Box>
              </Box>
            );
          })}
        </Box>
      </DialogContent>
      <CloseAction onClose={onClose}>
        {onUndo && done.length > 0 && <Button onClick={() => onUndo(done)}>{t('dialog.undo')}</Button>}
      </CloseAction>
    </>
  );
}

/** None of the items is in a state that allows the act: it has changed meanwhile, or the link is old. */
export function NothingToDoStep({ why, onClose }: { readonly why: string; readonly onClose: () => void }) {
  return (
    <>
      <DialogContent>
        <Alert severity="info" variant="outlined">
          {why}
        </Alert>
      </DialogContent>
      <CloseAction onClose={onClose} />
    </>
  );
}

function CloseAction({ onClose, children }: PropsWithChildren<{ readonly onClose: () => void }>) {
  const { t } = useTranslation();
  return (
    <DialogActions>
      {children}
      <Button variant="contained" autoFocus onClick={onClose}>
        {t('dialog.close')}
      </Button>
    </DialogActions>
  );
}
