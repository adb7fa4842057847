import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Typography from '@mui/material/Typography';
import type { PropsWithChildren } from 'react';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Key } from '../api/key-queries.ts';
import type { BatchResult, KeyActionName } from './key-action.ts';

interface ResultStepProps {
  readonly name: KeyActionName;
  readonly keys: readonly Key[];
  /** In the order of the keys. */
  readonly results: readonly BatchResult[];
  readonly onClose: () => void;
  /** Takes back what was done to these keys; absent where it cannot be. */
  readonly onUndo: ((done: readonly Key[]) => void) | undefined;
}

/** What became of each key. */
export function ResultStep({ name, keys, results, onClose, onUndo }: ResultStepProps) {
  const { t } = useTranslation();
  const done = keys.filter((_key, index) => results.some(({ input, ok }) => ok && input === index));
  const refused = results.length - done.length;
  return (
    <>
      <DialogContent>
        <Alert severity={refused === 0 ? 'success' : 'warning'} variant="outlined" role="status">
          {t(`keys.action.${name}.result`, { count: done.length, total: results.length })}
        </Alert>
        <Box
          component="ul"
          aria-label={t('keys.action.results')}
          sx={{ listStyle: 'none', m: 0, mt: 1.5, p: 0 }}
        >
          {keys.map((key, index) => {
            const result = results.find(({ input }) => input === index);
            const ok = result?.ok === true;
            const Icon = ok ? CheckCircleOutlined : ErrorOutlineOutlined;
            return (
              <Box component="li" key={key.keyId} sx={{ display: 'flex', gap: 1.25, py: 0.75 }}>
                <Icon
                  fontSize="small"
                  titleAccess={t(ok ? 'keys.action.succeeded' : 'keys.action.refused')}
                  sx={{ color: ok ? 'success.main' : 'error.main', mt: '1px' }}
                />
                <Box sx={{ minWidth: 0 }}>
                  <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{key.keyAlias}</Typography>
                  {!ok && (
                    <Typography variant="body2" color="textSecondary">
                      {result?.error ? inLanguage(result.error.message) : t('keys.action.noAnswer')}
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

/** None of the keys is in a state that allows the action: it has changed meanwhile, or the link is old. */
export function NothingToDoStep({
  name,
  onClose,
}: {
  readonly name: KeyActionName;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <DialogContent>
        <Alert severity="info" variant="outlined">
          {t(`keys.action.${name}.impossible`)}
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
