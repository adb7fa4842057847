import useMediaQuery from '@mui/material/useMediaQuery';

/** Where a table has no room, things are shown as cards. */
export function useShownAsCards(): boolean {
  return useMediaQuery((theme) => theme.breakpoints.down('md'), { noSsr: true });
}
