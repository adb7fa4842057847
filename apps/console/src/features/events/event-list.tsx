import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { eventAddress, topicAddress } from '../../shared/addresses.ts';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { ActButton } from '../../shared/entities/act-button.tsx';
import { EnabledText } from '../../shared/entities/enabled-text.tsx';
import { EntityList } from '../../shared/entities/entity-list.tsx';
import { NameCell } from '../../shared/entities/name-cell.tsx';
import { useListed } from '../../shared/i18n/use-listed.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TimeText } from '../../shared/time/time-text.tsx';
import { EVENT_PARAM } from './event-dialogs.tsx';
import { eventQueries, type SecretEvent } from './event-queries.ts';

/** The list of events [G 2.2.6.1]. */
export function EventList() {
  const { t } = useTranslation();
  const events = useInfiniteQuery(eventQueries(useProjectApi()).list());
  const listed = useListed();
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <EntityList
        label={t('events.tab.events')}
        answer={events}
        keyOf={({ eventId }) => eventId}
        icon={<CampaignOutlined />}
        none={t('events.none')}
        noneWhy={t('events.noneWhy')}
        columns={[
          {
            name: 'name',
            head: t('events.name'),
            bare: true,
            cell: ({ name }) => <NameCell name={name} to={eventAddress(name)} description="" />,
          },
          {
            name: 'status',
            head: t('entities.status'),
            cell: ({ state }) => <EnabledText enabled={state === 'ENABLED'} />,
          },
          {
            name: 'types',
            head: t('events.subscription'),
            cell: ({ eventTypes }) => listed(eventTypes.map((type) => t(`secretEvents.type.${type}`))),
          },
          {
            name: 'topic',
            head: t('events.topic'),
            cell: ({ notification }) => <TopicText notification={notification} />,
          },
          {
            name: 'created',
            head: t('entities.created'),
            cell: ({ createTime }) => <TimeText at={createTime} short />,
          },
          {
            name: 'operation',
            head: t('entities.operation'),
            bare: true,
            cell: (event) => <EventActs event={event} />,
          },
        ]}
      />
    </Paper>
  );
}

/** Type and name of the topic that an event sends to; the type is always SMN. */
export function TopicText({ notification }: Pick<SecretEvent, 'notification'>) {
  const { targetType, targetId, targetName } = notification;
  return (
    <>
      {targetType} /{' '}
      <Link component={RouterLink} to={topicAddress(targetId)}>
        {targetName}
      </Link>
    </>
  );
}

function EventActs({ event }: { readonly event: SecretEvent }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const { open } = useDialogParam([EVENT_PARAM]);
  const { name, state } = event;
  const ask = (dialog: string) => open(dialog, { [EVENT_PARAM]: [name] });
  return (
    <Box sx={{ display: 'flex', flexWrap: { xs: 'wrap', md: 'nowrap' }, gap: 0.5, ml: -1.25 }}>
      {may('csms.updateSecretEvent') && (
        <>
          <Button size="small" aria-label={t('events.editNamed', { name })} onClick={() => ask('editEvent')}>
            {t('entities.edit')}
          </Button>
          {state === 'ENABLED' ? (
            <Button
              size="small"
              aria-label={t('events.disableNamed', { name })}
              onClick={() => ask('disableEvent')}
            >
              {t('entities.disable')}
            </Button>
          ) : (
            <ActButton
              size="small"
              aria-label={t('events.enableNamed', { name })}
              act={() => client.call('csms.updateSecretEvent', { eventName: name, state: 'ENABLED' })}
              told={t('events.enabledDone', { name })}
            >
              {t('entities.enable')}
            </ActButton>
          )}
        </>
      )}
      {may('csms.deleteSecretEvent') && (
        <Button
          size="small"
          color="error"
          aria-label={t('events.deleteNamed', { name })}
          onClick={() => ask('deleteEvent')}
        >
          {t('entities.delete')}
        </Button>
      )}
    </Box>
  );
}
