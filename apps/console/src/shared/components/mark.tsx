import SvgIcon, { type SvgIconProps } from '@mui/material/SvgIcon';

/** The mark: a drop with a keyhole, one colour. */
export function Mark(props: SvgIconProps) {
  return (
    <SvgIcon viewBox="0 0 32 32" {...props}>
      <path
        fillRule="evenodd"
        d="M16 2c5 6.600 10 12 10 18a10 10 0 0 1-20 0C6 14 11 8.600 16 2Zm0 13.500a3.500 3.500 0 0 0-1.700 6.560L13.200 26h5.600l-1.100-3.940A3.500 3.500 0 0 0 16 15.500Z"
      />
    </SvgIcon>
  );
}
