import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly lang?: string | undefined;
}

interface ChoiceMenuItemsProps {
  readonly id: string;
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onClose: () => void;
  readonly onChoose: (value: string) => void;
}

export function ChoiceMenuItems(props: ChoiceMenuItemsProps) {
  const { id, label, anchor, value, choices, onClose, onChoose } = props;
  return (
    <Menu id={id} anchorEl={anchor} open onClose={onClose} slotProps={{ list: { 'aria-label': label } }}>
      {choices.map((choice) => (
        <MenuItem
          key={choice.value}
          role="menuitemradio"
          aria-checked={choice.value === value}
          lang={choice.lang}
          selected={choice.value === value}
          onClick={() => {
            onClose();
            onChoose(choice.value);
          }}
        >
          <ListItemIcon>{choice.value === value && <CheckOutlined fontSize="small" />}</ListItemIcon>
          {choice.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
