import CheckBoxOutlineBlankOutlined from '@mui/icons-material/CheckBoxOutlineBlankOutlined';
import CheckBoxOutlined from '@mui/icons-material/CheckBoxOutlined';
import RadioButtonCheckedOutlined from '@mui/icons-material/RadioButtonCheckedOutlined';
import RadioButtonUncheckedOutlined from '@mui/icons-material/RadioButtonUncheckedOutlined';
import Divider from '@mui/material/Divider';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from '../i18n/use-translation.ts';
import type { TablePreferences } from '../preferences/table-preferences.ts';
import type { ListControl } from './use-list-state.ts';
import { useShownAsCards } from './use-shown-as-cards.ts';

/** What is chosen in the menu of one list. */
export interface ViewChoices {
  /** In their order, by the names that they are sorted by. */
  readonly columns: readonly {
    readonly name: string;
    readonly label: string;
    /** False for the one that leads to what the row shows. */
    readonly hideable: boolean;
  }[];
  readonly list: Pick<ListControl, 'state' | 'setSort'>;
  readonly preferences: readonly [TablePreferences, (next: TablePreferences) => void];
}

type ViewMenuProps = ViewChoices & {
  readonly id: string;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
};

/** Which columns are shown, how high their rows are, and by what they are sorted. */
export function ViewMenu({ id, anchor, onClose, ...shown }: ViewMenuProps) {
  const { t } = useTranslation();
  const choices = useViewChoices(shown);
  return (
    <Menu
      id={id}
      anchorEl={anchor}
      open
      onClose={onClose}
      slotProps={{ list: { 'aria-label': t('list.tools.view') } }}
    >
      {choices}
    </Menu>
  );
}

/** Items of the menu: an array, because the menu moves the focus only among its direct children. */
function useViewChoices({ columns, list, preferences }: ViewChoices) {
  const { t } = useTranslation();
  const [kept, change] = preferences;
  const asCards = useShownAsCards();
  const heading = (key: 'columns' | 'density' | 'sort') => (
    <ListSubheader
      key={key}
      role="none"
      disableSticky
      sx={{ lineHeight: '30px', px: 1.25, fontSize: '0.75rem', bgcolor: 'transparent' }}
    >
      {t(`list.tools.${key}`)}
    </ListSubheader>
  );
  function toggle(column: string): void {
    const { hiddenColumns } = kept;
    const hidden = hiddenColumns.includes(column)
      ? hiddenColumns.filter((name) => name !== column)
      : [...hiddenColumns, column];
    change({ ...kept, hiddenColumns: hidden });
  }
  const ofTable = [
    heading('columns'),
    ...columns
      .filter(({ hideable }) => hideable)
      .map(({ name: column, label }) => {
        const shown = !kept.hiddenColumns.includes(column);
        return (
          <MenuItem
            key={column}
            role="menuitemcheckbox"
            aria-checked={shown}
            dense
            onClick={() => toggle(column)}
          >
            <Tick kind="check" on={shown} />
            {label}
          </MenuItem>
        );
      }),
    <Divider key="rule-1" />,
    heading('density'),
    ...(['comfortable', 'dense'] as const).map((density) => (
      <MenuItem
        key={density}
        role="menuitemradio"
        aria-checked={kept.density === density}
        dense
        onClick={() => change({ ...kept, density })}
      >
        <Tick kind="radio" on={kept.density === density} />
        {t(`list.tools.${density}`)}
      </MenuItem>
    )),
    <Divider key="rule-2" />,
  ];
  return [
    ...(asCards ? [] : ofTable),
    heading('sort'),
    ...columns.map(({ name: column, label }) => {
      const { sort } = list.state;
      const current = sort === column || sort === `-${column}`;
      return (
        <MenuItem
          key={`sort-${column}`}
          role="menuitemradio"
          aria-checked={current}
          dense
          onClick={() => list.setSort(sort === column ? `-${column}` : column)}
        >
          <Tick kind="radio" on={current} />
          {t(
            current ? (sort === column ? 'list.tools.ascending' : 'list.tools.descending') : 'list.tools.by',
            {
              column: label,
            },
          )}
        </MenuItem>
      );
    }),
  ];
}

const ticks = {
  check: { on: CheckBoxOutlined, off: CheckBoxOutlineBlankOutlined },
  radio: { on: RadioButtonCheckedOutlined, off: RadioButtonUncheckedOutlined },
} as const;

function Tick({ kind, on }: { readonly kind: keyof typeof ticks; readonly on: boolean }) {
  const Icon = ticks[kind][on ? 'on' : 'off'];
  return <Icon fontSize="small" sx={{ mr: 1.25, color: on ? 'primary.main' : 'text.secondary' }} />;
}
