import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { CREATE_TOPIC_ADDRESS } from '../../shared/addresses.ts';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { refusalOf } from '../../shared/api/refusal.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { eventQueries, type Topic } from './event-queries.ts';

export type ChosenTopic = Pick<Topic, 'topicUrn' | 'name'>;

/** SMN is the only type of topics [G 2.2.5]. */
const TOPIC_TYPE = 'SMN';

interface TopicChoiceProps {
  readonly value: ChosenTopic | null;
  readonly problem: string | undefined;
  readonly onChange: (topic: ChosenTopic | null) => void;
}

/** Topic Type/Name: the topic is found by a part of its name. */
export function TopicChoice({ value, problem, onChange }: TopicChoiceProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value?.name ?? '');
  const wanted = useDeferredValue(typed === value?.name ? '' : typed.trim());
  const found = useQuery(eventQueries(useProjectApi()).topics(wanted));
  const topics: readonly ChosenTopic[] = found.data?.items ?? [];
  const noTopics = found.data?.total === 0 && wanted === '';
  const refusal = found.error && refusalOf(found.error).message;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '140px minmax(0, 1fr)' },
        gap: 2,
      }}
    >
      <TextField select label={t('events.topicType')} value={TOPIC_TYPE}>
        <MenuItem value={TOPIC_TYPE}>{TOPIC_TYPE}</MenuItem>
      </TextField>
      <Autocomplete<ChosenTopic>
        options={topics}
        value={value}
        inputValue={typed}
        loading={found.isFetching}
        loadingText={t('loading')}
        noOptionsText={t('events.noTopicFound')}
        // The server has searched already.
        filterOptions={(options) => options}
        getOptionLabel={({ name }) => name}
        getOptionKey={({ topicUrn }) => topicUrn}
        isOptionEqualToValue={(option, chosen) => option.topicUrn === chosen.topicUrn}
        onInputChange={(_event, text) => setTyped(text.slice(0, 255))}
        onChange={(_event, topic) => onChange(topic)}
        renderInput={(params) => (
          <TextField
            {...params}
            label={t('events.topicName')}
            required
            error={problem !== undefined || refusal !== null}
            helperText={problem ?? refusal ?? (noTopics ? <NoTopics /> : t('events.topicHelp'))}
          />
        )}
      />
    </Box>
  );
}

function NoTopics() {
  const { t } = useTranslation();
  return (
    <>
      {t('events.noTopics')}{' '}
      <Link component={RouterLink} to={CREATE_TOPIC_ADDRESS}>
        {t('events.createTopic')}
      </Link>
    </>
  );
}
