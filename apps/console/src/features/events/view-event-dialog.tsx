import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Paper from '@mui/material/Paper';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { CopyableId } from '../../shared/components/copyable-id.tsx';
import { Fact, Facts } from '../../shared/components/facts.tsx';
import { DetailsAnswer } from '../../shared/entities/details-answer.tsx';
import { EnabledText } from '../../shared/entities/enabled-text.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { LevelText } from '../../shared/secret-events/level-text.tsx';
import { TimeText } from '../../shared/time/time-text.tsx';
import { AssociatedSecrets } from './associated-secrets.tsx';
import { TopicText } from './event-list.tsx';
import { eventQueries, type SecretEvent } from './event-queries.ts';

interface ViewEventDialogProps {
  readonly eventName: string;
  readonly onClose: () => void;
}

/** Event details [G 2.2.6.1]. */
export function ViewEventDialog({ eventName, onClose }: ViewEventDialogProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const answer = useQuery(eventQueries(useProjectApi()).view(eventName));
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('events.details')}</DialogTitle>
      <DialogContent>
        <DetailsAnswer answer={answer}>{({ event }) => <EventFacts event={event} />}</DetailsAnswer>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function EventFacts({ event }: { readonly event: SecretEvent }) {
  const { t } = useTranslation();
  return (
    <Paper variant="outlined">
      <Facts>
        <Fact name={t('events.name')}>{event.name}</Fact>
        <Fact name={t('entities.status')}>
          <EnabledText enabled={event.state === 'ENABLED'} />
        </Fact>
        <Fact name={t('events.id')}>
          <CopyableId value={event.eventId} />
        </Fact>
        <Fact name={t('events.topic')}>
          <TopicText notification={event.notification} />
        </Fact>
        <Fact name={t('events.types')}>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
            {event.eventTypes.map((type) => (
              <Box component="li" key={type} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
                {t(`secretEvents.type.${type}`)}
                <LevelText type={type} />
              </Box>
            ))}
          </Box>
        </Fact>
        <Fact name={t('events.associated')}>
          <AssociatedSecrets eventName={event.name} />
        </Fact>
        <Fact name={t('entities.created')}>
          <TimeText at={event.createTime} />
        </Fact>
        <Fact name={t('events.updated')}>
          <TimeText at={event.updateTime} />
        </Fact>
      </Facts>
    </Paper>
  );
}
