import { keyOriginNames, keyStateNames } from '@dewpoint/contract/browser';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useEnterpriseProjectChoices } from '../../../shared/enterprise-projects/use-enterprise-project-choices.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Filter } from '../../../shared/list/list-definition.ts';
import { SearchBox } from '../../../shared/list/search-box.tsx';
import type { ChangeFilters } from '../../../shared/list/use-list-state.ts';
import { useTagsInUse } from '../../../shared/tags/use-tags-in-use.ts';
import { keyQueries } from '../api/key-queries.ts';
import { type KeyFilterProperty, keyListDefinition } from './key-filters.ts';

interface KeySearchBoxProps {
  readonly filters: readonly Filter<KeyFilterProperty>[];
  readonly onChange: (change: ChangeFilters<KeyFilterProperty>) => void;
}

export function KeySearchBox({ filters, onChange }: KeySearchBoxProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const { tags, onOpen } = useTagsInUse(
    keyQueries(api).tagsInUse(),
    api.session.permitted.includes('kms.listKmsTags'),
  );
  const projects = useEnterpriseProjectChoices(filters.some(({ property }) => property === 'project'));
  function valueLabel({ property, value }: Filter<KeyFilterProperty>): string | undefined {
    if (property === 'project') return projects.nameOf(value);
    const state = keyStateNames.find((name) => property === 'status' && name === value);
    if (state) return t(`keys.state.${state}`);
    const origin = keyOriginNames.find((name) => property === 'origin' && name === value);
    if (origin) return t(`keys.origin.${origin}`);
    if (property === 'created' && value.endsWith('d')) {
      return t('list.lastDays', { count: Number.parseInt(value, 10) });
    }
    return undefined;
  }
  return (
    <SearchBox
      definition={keyListDefinition}
      words={{
        label: t('keys.search.label'),
        placeholder: t('keys.search.placeholder'),
        nameOf: (property) => t(`keys.filter.${property}`),
        valueLabel,
      }}
      inUse={{ tag: tags, project: projects.ids }}
      onOpen={() => {
        onOpen();
        projects.onOpen();
      }}
      filters={filters}
      onChange={onChange}
    />
  );
}
