import { createTheme, type Theme } from '@mui/material/styles';

/**
 * Every colour, size and density of the console [console.md, Look]. Components never carry raw values: what is missing here is added here.
 */

declare module '@mui/material/styles' {
  interface Palette {
    /** Colours of states; always shown with an icon and a word. */
    state: { enabled: string; disabled: string; pendingDeletion: string; pendingImport: string };
    /** Hairlines and quiet surfaces. */
    hairline: string;
    sunken: string;
  }
  interface PaletteOptions {
    state?: Palette['state'];
    hairline?: string;
    sunken?: string;
  }
  interface TypographyVariants {
    mono: React.CSSProperties;
  }
  interface TypographyVariantsOptions {
    mono?: React.CSSProperties;
  }
}

declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    mono: true;
  }
}

/** Row heights of tables, px. */
export const rowHeights = { comfortable: 40, dense: 32 } as const;

const systemFont =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const monospaced = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export function createConsoleTheme(mode: 'light' | 'dark'): Theme {
  const dark = mode === 'dark';
  const hairline = dark ? '#2A3644' : '#DCE3EA';
  return createTheme({
    palette: {
      mode,
      primary: dark
        ? { main: '#2DD4BF', dark: '#14B8A6', light: '#5EEAD4', contrastText: '#06201D' }
        : { main: '#0F766E', dark: '#115E59', light: '#14B8A6', contrastText: '#FFFFFF' },
      error: { main: dark ? '#F87171' : '#B42318' },
      warning: { main: dark ? '#FBBF24' : '#92580A' },
      success: { main: dark ? '#4ADE80' : '#15703A' },
      info: { main: dark ? '#7DD3FC' : '#0B5C86' },
      background: dark ? { default: '#111922', paper: '#17212C' } : { default: '#F6F8FA', paper: '#FFFFFF' },
      text: dark
        ? { primary: '#E6EDF3', secondary: '#A3B1BF', disabled: '#6B7A89' }
        : { primary: '#1B2733', secondary: '#52616F', disabled: '#8895A2' },
      divider: hairline,
      hairline,
      sunken: dark ? '#0D141B' : '#EEF2F5',
      state: dark
        ? { enabled: '#4ADE80', disabled: '#A3B1BF', pendingDeletion: '#F87171', pendingImport: '#FBBF24' }
        : { enabled: '#15703A', disabled: '#52616F', pendingDeletion: '#B42318', pendingImport: '#92580A' },
    },
    shape: { borderRadius: 8 },
    spacing: 8,
    typography: {
      fontFamily: systemFont,
      fontSize: 14,
      htmlFontSize: 16,
      h1: { fontSize: '1.375rem', fontWeight: 600, lineHeight: 1.3 },
      h2: { fontSize: '1.125rem', fontWeight: 600, lineHeight: 1.35 },
      h3: { fontSize: '1rem', fontWeight: 600, lineHeight: 1.4 },
      body1: { fontSize: '0.875rem', lineHeight: 1.5 },
      body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
      button: { textTransform: 'none', fontWeight: 600 },
      mono: { fontFamily: monospaced, fontSize: '0.8125rem', lineHeight: 1.5 },
    },
    components: {
      MuiButton: { defaultProps: { disableElevation: true, size: 'small' } },
      MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
      MuiPaper: {
        defaultProps: { elevation: 0 },
        styleOverrides: { outlined: { borderColor: hairline }, root: { backgroundImage: 'none' } },
      },
      MuiDialog: {
        styleOverrides: { paper: { border: `1px solid ${hairline}`, boxShadow: '0 12px 40px rgb(8 15 23 / 0.28)' } },
      },
      MuiMenu: { styleOverrides: { paper: { border: `1px solid ${hairline}`, boxShadow: '0 8px 24px rgb(8 15 23 / 0.2)' } } },
      MuiAppBar: { defaultProps: { elevation: 0, color: 'transparent' } },
      MuiTooltip: { defaultProps: { arrow: true, enterDelay: 400 } },
      MuiCssBaseline: {
        styleOverrides: {
          '@media (prefers-reduced-motion: reduce)': {
            '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
          },
        },
      },
    },
  });
}
