import '../actions/action-texts.ts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { UseTable } from '../../../shared/danger/use-table.tsx';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { allows } from '../actions/key-action.ts';
import { type KeyDetails, keyQueries, type ShadowDisable } from '../api/key-queries.ts';
import { isShadowDialogName, ShadowDialog, type ShadowDialogName } from './shadow-dialogs.tsx';

/** The trial of disabling a key: what it would have stopped, and the decision (KEY-18). */
export function ShadowSection({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const answer = useQuery(keyQueries(api).shadow(item.keyId));
  const { dialog, open, close } = useDialogParam();
  const may = item.permitted.includes('kms.startShadowDisable') && allows(item, 'disable');
  return (
    <Section title={t('keys.shadow.title')} explanation={t('keys.shadow.why')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, p: 2 }}>
        <DetailsAnswer answer={answer}>
          {({ shadow }) =>
            shadow === null ? (
              <Typography color="textSecondary">{t('keys.shadow.none')}</Typography>
            ) : (
              <Trial shadow={shadow} alias={item.keyAlias} />
            )
          }
        </DetailsAnswer>
        {may && answer.data && <Acts running={answer.data.shadow !== null} onOpen={(name) => open(name)} />}
      </Box>
      {may && isShadowDialogName(dialog) && <ShadowDialog name={dialog} item={item} onClose={close} />}
    </Section>
  );
}

function Trial({ shadow, alias }: { readonly shadow: ShadowDisable; readonly alias: string }) {
  const { t } = useTranslation();
  const { since, until, ended, uses, secrets } = shadow;
  return (
    <>
      <Alert severity={ended ? 'info' : 'warning'} variant="outlined">
        {t(ended ? 'keys.shadow.ended' : 'keys.shadow.running')} <TimeText at={since} /> –{' '}
        <TimeText at={until} />
      </Alert>
      {uses.length === 0 ? (
        <Typography>{t('keys.shadow.unused')}</Typography>
      ) : (
        <UseTable label={t('keys.shadow.uses')} uses={uses.map((use) => ({ ...use, of: alias }))} />
      )}
      {secrets > 0 && <Typography>{t('keys.use.secrets', { count: secrets })}</Typography>}
    </>
  );
}

interface ActsProps {
  readonly running: boolean;
  readonly onOpen: (name: ShadowDialogName) => void;
}

function Acts({ running, onOpen }: ActsProps) {
  const { t } = useTranslation();
  const names = running ? (['commitShadow', 'cancelShadow'] as const) : (['startShadow'] as const);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {names.map((name) => (
        <Button
          key={name}
          variant="outlined"
          color={name === 'commitShadow' ? 'error' : 'primary'}
          onClick={() => onOpen(name)}
        >
          {t(`keys.shadow.${name}.name`)}
        </Button>
      ))}
    </Box>
  );
}
