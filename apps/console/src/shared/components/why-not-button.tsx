import Button, { type ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';

type WhyNotButtonProps = ButtonProps & {
  /** Why the button is off; null when it works. */
  readonly whyNot: string | null;
};

/** A button that is off where its act is not possible, and says why. */
export function WhyNotButton({ whyNot, ...button }: WhyNotButtonProps) {
  return (
    <Tooltip title={whyNot ?? ''}>
      <span>
        <Button {...button} disabled={whyNot !== null || button.disabled === true} />
      </span>
    </Tooltip>
  );
}
