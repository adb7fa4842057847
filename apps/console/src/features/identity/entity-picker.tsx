import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { refusalOf } from '../../shared/api/refusal.ts';
import { searchedFor } from '../../shared/entities/entity-list.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { identityQueries } from './identity-queries.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

interface EntityPickerProps {
  readonly kind: 'users' | 'groups' | 'policies';
  readonly label: string;
  readonly value: Named | null;
  readonly onChange: (value: Named | null) => void;
  readonly autoFocus?: boolean;
}

/** Finds one user, group or policy by a part of its name or by its ID, among any number of them. */
export function EntityPicker({ kind, label, value, onChange, autoFocus = false }: EntityPickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = searchedFor(text === value?.name ? '' : text);
  const { options, error, loading } = useFound(kind, search);
  return (
    <Autocomplete<Named>
      options={options}
      value={value}
      inputValue={text}
      loading={loading}
      loadingText={t('loading')}
      noOptionsText={error ? refusalOf(error).message : t('entities.noneFound')}
      // The server has searched already.
      filterOptions={(found) => found}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, chosen) => option.id === chosen.id}
      onInputChange={(_event, next) => setText(next.slice(0, 64))}
      onChange={(_event, chosen) => onChange(chosen)}
      renderInput={(params) => <TextField {...params} label={label} autoFocus={autoFocus} />}
    />
  );
}

function useFound(kind: EntityPickerProps['kind'], search: { q?: string }) {
  const { client } = useProjectApi();
  const queries = identityQueries(client);
  const users = useInfiniteQuery({ ...queries.users(search), enabled: kind === 'users' });
  const groups = useInfiniteQuery({ ...queries.groups(search), enabled: kind === 'groups' });
  const policies = useInfiniteQuery({ ...queries.policies(search), enabled: kind === 'policies' });
  const answer = { users, groups, policies }[kind];
  const options: readonly Named[] = answer.data?.pages.flatMap(({ items }): Named[] => [...items]) ?? [];
  return { options, error: answer.error, loading: answer.isFetching };
}
