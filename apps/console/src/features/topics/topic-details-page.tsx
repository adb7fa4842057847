import './topic-texts.ts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { CopyableId } from '../../shared/components/copyable-id.tsx';
import { EditableText } from '../../shared/components/editable-text.tsx';
import { Fact, Facts } from '../../shared/components/facts.tsx';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { DetailsAnswer } from '../../shared/entities/details-answer.tsx';
import { useRefreshScreen } from '../../shared/entities/use-refresh-screen.ts';
import { contractRules } from '../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { Translate } from '../../shared/i18n/words.ts';
import { TimeText } from '../../shared/time/time-text.tsx';
import { EventLinks } from './event-links.tsx';
import { TOPICS_PATH } from './paths.ts';
import { SubscriptionsSection } from './subscriptions/subscriptions-section.tsx';
import { DeleteTopic } from './topic-dialogs.tsx';
import { type TopicDetails, topicQueries } from './topic-queries.ts';

const topicsCrumb = (t: Translate) => ({ label: t('navigation.topics'), to: TOPICS_PATH });
const rule = contractRules['smn.updateTopic'].input.shape.displayName;

/** One topic: who is told, and by which events. */
export function TopicDetailsPage() {
  const { topicUrn = '' } = useParams();
  const answer = useQuery(topicQueries(useProjectApi()).view(topicUrn));
  const { t } = useTranslation();
  return (
    <>
      {!answer.data && <PageHeader above={[topicsCrumb(t)]} title={topicUrn.split(':').at(-1) ?? ''} />}
      <DetailsAnswer answer={answer}>{(topic) => <TopicView topic={topic} />}</DetailsAnswer>
    </>
  );
}

function TopicView({ topic }: { readonly topic: TopicDetails }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const refresh = useRefreshScreen();
  const { dialog, open, close } = useDialogParam();
  const { topicUrn, name, displayName, createTime, updateTime } = topic;
  return (
    <>
      <PageHeader
        above={[topicsCrumb(t)]}
        title={name}
        explanation={<CopyableId value={topicUrn} label={t('topics.copyUrn')} />}
        actions={
          may('smn.deleteTopic') && (
            <Button variant="outlined" color="error" onClick={() => open('deleteTopic')}>
              {t('entities.delete')}
            </Button>
          )
        }
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
        <Paper variant="outlined">
          <Facts>
            <Fact name={t('topics.displayName')}>
              <EditableText
                label={t('topics.displayName')}
                value={displayName}
                none={t('topics.noDisplayName')}
                schema={rule}
                editable={may('smn.updateTopic')}
                save={async (value) => {
                  await client.call('smn.updateTopic', { topicUrn, displayName: value });
                  await refresh();
                }}
              />
            </Fact>
            <Fact name={t('topics.events')}>
              <EventsOf topic={topic} />
            </Fact>
            <Fact name={t('entities.created')}>
              <TimeText at={Date.parse(createTime)} />
            </Fact>
            <Fact name={t('topics.updated')}>
              <TimeText at={Date.parse(updateTime)} />
            </Fact>
          </Facts>
        </Paper>
        <SubscriptionsSection topicUrn={topicUrn} topicName={name} />
      </Box>
      {dialog === 'deleteTopic' && may('smn.deleteTopic') && (
        <DeleteTopic topic={topic} subscriptions={undefined} onClose={close} />
      )}
    </>
  );
}

/** The list of topics alone tells which events send to one. */
function EventsOf({ topic: { topicUrn, name } }: { readonly topic: TopicDetails }) {
  const { t } = useTranslation();
  const listed = useInfiniteQuery(topicQueries(useProjectApi()).list({ q: name }));
  const found = listed.data?.pages.flatMap(({ items }) => items).find((topic) => topic.topicUrn === topicUrn);
  return found ? <EventLinks names={found.eventNames} /> : t('topics.eventsUnknown');
}
