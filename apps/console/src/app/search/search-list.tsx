import Box from '@mui/material/Box';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { OptionGroup } from '../../shared/list/option-group.tsx';
import { SearchOptionRow } from './search-option-row.tsx';
import { optionIdOf, type SearchOption } from './search-options.ts';

interface SearchListProps {
  readonly id: string;
  readonly options: readonly SearchOption[];
  /** The one that Enter opens. */
  readonly current: SearchOption | undefined;
  readonly onMark: (option: SearchOption) => void;
  readonly onOpen: (option: SearchOption) => void;
}

/** The list below the box of the search; the keys are those of the box, which keeps the focus. */
export function SearchList({ id, options, current, onMark, onOpen }: SearchListProps) {
  const { t } = useTranslation();
  const groups = Map.groupBy(options, ({ group }) => group);
  return (
    <Box role="listbox" id={id} aria-label={t('search.results')} sx={{ maxHeight: '50vh', overflow: 'auto' }}>
      {[...groups].map(([group, members]) => (
        <OptionGroup
          key={group}
          name={group}
          options={members.map((option) => (
            <SearchOptionRow
              key={option.thing.id}
              id={optionIdOf(id, option)}
              option={option}
              current={option === current}
              onMark={() => onMark(option)}
              onOpen={() => onOpen(option)}
            />
          ))}
        />
      ))}
    </Box>
  );
}
