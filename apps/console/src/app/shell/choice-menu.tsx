import IconButton from '@mui/material/IconButton';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import type { Choice } from './choice-menu-items.tsx';

const load = () => import('./choice-menu-items.tsx');
const ChoiceMenuItems = lazy(async () => ({ default: (await load()).ChoiceMenuItems }));

interface ChoiceMenuProps<Value extends string> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly value: string;
  readonly choices: readonly Choice<Value>[];
  readonly onChoose: (value: Value) => void;
}

/** A button of the bar that opens a menu in which one of a few things is chosen. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, icon, value, choices, onChoose } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const byValue = (chosen: string) => choices.find((choice) => choice.value === chosen);
  return (
    <>
      <IconButton
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        onPointerEnter={() => void load()}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ p: 1, color: 'text.secondary' }}
      >
        {icon}
      </IconButton>
      <Suspense>
        {anchor && (
          <ChoiceMenuItems
            id={menuId}
            label={label}
            anchor={anchor}
            value={value}
            choices={choices}
            onClose={() => setAnchor(null)}
            onChoose={(chosen) => {
              const choice = byValue(chosen);
              if (choice) onChoose(choice.value);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
