import './topic-texts.ts';
import AddOutlined from '@mui/icons-material/AddOutlined';
import ForumOutlined from '@mui/icons-material/ForumOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { topicAddress } from '../../shared/addresses.ts';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { SearchedList, searchedFor, useSearchText } from '../../shared/entities/entity-list.tsx';
import { NameCell } from '../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TimeText } from '../../shared/time/time-text.tsx';
import { EventLinks } from './event-links.tsx';
import { TOPIC_PARAM, TopicDialogs } from './topic-dialogs.tsx';
import { type Topic, topicQueries } from './topic-queries.ts';

/** Topics: what events send to and subscriptions receive from (EVT-02). */
export function TopicListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [q] = useSearchText();
  const topics = useInfiniteQuery(topicQueries(useProjectApi()).list(searchedFor(q)));
  const { open } = useDialogParam();
  return (
    <>
      <PageHeader
        title={t('navigation.topics')}
        explanation={t('topics.explanation')}
        actions={
          may('smn.createTopic') && (
            <Button variant="contained" startIcon={<AddOutlined />} onClick={() => open('createTopic')}>
              {t('topics.create')}
            </Button>
          )
        }
      />
      <SearchedList
        searchLabel={t('topics.search')}
        label={t('navigation.topics')}
        answer={topics}
        keyOf={({ topicUrn }) => topicUrn}
        icon={<ForumOutlined />}
        none={q === '' ? t('topics.none') : t('entities.noneFound')}
        {...(q === '' ? { noneWhy: t('topics.noneWhy') } : {})}
        columns={[
          {
            name: 'name',
            head: t('topics.name'),
            bare: true,
            cell: ({ name, topicUrn, displayName }) => (
              <NameCell name={name} to={topicAddress(topicUrn)} description={displayName} />
            ),
          },
          {
            name: 'subscriptions',
            head: t('topics.subscriptions'),
            cell: ({ subscriptions }) => t('topics.confirmedOf', subscriptions),
          },
          {
            name: 'events',
            head: t('topics.events'),
            cell: ({ eventNames }) => <EventLinks names={eventNames} />,
          },
          {
            name: 'created',
            head: t('entities.created'),
            cell: ({ createdAt }) => <TimeText at={createdAt} short />,
          },
          {
            name: 'operation',
            head: t('entities.operation'),
            bare: true,
            cell: (topic) => <TopicActs topic={topic} />,
          },
        ]}
      />
      <TopicDialogs topics={topics.data?.pages.flatMap(({ items }) => items) ?? []} />
    </>
  );
}

function TopicActs({ topic: { topicUrn, name } }: { readonly topic: Topic }) {
  const { t } = useTranslation();
  const may = useMay();
  const { open } = useDialogParam([TOPIC_PARAM]);
  const ask = (dialog: string) => open(dialog, { [TOPIC_PARAM]: [topicUrn] });
  return (
    <Box sx={{ display: 'flex', gap: 0.5, ml: -1.25 }}>
      {may('smn.updateTopic') && (
        <Button size="small" aria-label={t('topics.editNamed', { name })} onClick={() => ask('editTopic')}>
          {t('entities.edit')}
        </Button>
      )}
      {may('smn.deleteTopic') && (
        <Button
          size="small"
          color="error"
          aria-label={t('topics.deleteNamed', { name })}
          onClick={() => ask('deleteTopic')}
        >
          {t('entities.delete')}
        </Button>
      )}
    </Box>
  );
}
