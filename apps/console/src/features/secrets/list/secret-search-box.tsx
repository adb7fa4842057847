import { secretStateNames, secretTypeNames } from '@dewpoint/contract/browser';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useEnterpriseProjectChoices } from '../../../shared/enterprise-projects/use-enterprise-project-choices.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Filter } from '../../../shared/list/list-definition.ts';
import { SearchBox } from '../../../shared/list/search-box.tsx';
import type { ChangeFilters } from '../../../shared/list/use-list-state.ts';
import { useTagsInUse } from '../../../shared/tags/use-tags-in-use.ts';
import { secretQueries } from '../api/secret-queries.ts';
import { type SecretFilterProperty, secretListDefinition } from './secret-list-definition.ts';

interface SecretSearchBoxProps {
  readonly filters: readonly Filter<SecretFilterProperty>[];
  readonly onChange: (change: ChangeFilters<SecretFilterProperty>) => void;
}

export function SecretSearchBox({ filters, onChange }: SecretSearchBoxProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const { tags, onOpen } = useTagsInUse(
    secretQueries(api).tagsInUse(),
    api.session.permitted.includes('csms.listProjectSecretsTags'),
  );
  const projects = useEnterpriseProjectChoices(filters.some(({ property }) => property === 'project'));
  function valueLabel({ property, value }: Filter<SecretFilterProperty>): string | undefined {
    if (property === 'project') return projects.nameOf(value);
    const state = secretStateNames.find((name) => property === 'status' && name === value);
    if (state) return t(`secrets.state.${state}`);
    const type = secretTypeNames.find((name) => property === 'type' && name === value);
    if (type) return t(`secrets.type.${type}`);
    if (property === 'created' && value.endsWith('d')) {
      return t('list.lastDays', { count: Number.parseInt(value, 10) });
    }
    return undefined;
  }
  return (
    <SearchBox
      definition={secretListDefinition}
      words={{
        label: t('secrets.search.label'),
        placeholder: t('secrets.search.placeholder'),
        nameOf: (property) => t(`secrets.filter.${property}`),
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
