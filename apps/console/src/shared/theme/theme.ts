import { alpha, createTheme, type Theme } from '@mui/material/styles';
import { componentStyles } from './component-styles.ts';
import { dark, fonts, light } from './tokens.ts';

declare module '@mui/material/styles' {
  interface Palette {
    /** Colours of states; always shown with an icon and a word. */
    state: { enabled: string; disabled: string; pendingDeletion: string; pendingImport: string };
    hairline: string;
    edge: string;
    sunken: string;
    /** Ground of what is selected or current. */
    current: string;
    floatShadow: string;
  }
  interface PaletteOptions {
    state?: Palette['state'];
    hairline?: string;
    edge?: string;
    sunken?: string;
    current?: string;
    floatShadow?: string;
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

/** The theme of one mode. Components never carry raw values: what is missing here is added here. */
export function createConsoleTheme(mode: 'light' | 'dark'): Theme {
  const tokens = mode === 'dark' ? dark : light;
  return createTheme({
    palette: {
      mode,
      primary: {
        main: tokens.accent.main,
        dark: tokens.accent.strong,
        light: tokens.accent.soft,
        contrastText: tokens.accent.on,
      },
      error: { main: tokens.red },
      warning: { main: tokens.amber },
      success: { main: tokens.green },
      info: { main: tokens.blue },
      background: { default: tokens.surface.page, paper: tokens.surface.raised },
      text: { ...tokens.text },
      divider: tokens.hairline,
      hairline: tokens.hairline,
      edge: tokens.edge,
      sunken: tokens.surface.sunken,
      current: alpha(tokens.accent.main, mode === 'dark' ? 0.14 : 0.09),
      floatShadow: tokens.shadow,
      action: { hover: tokens.surface.hover },
      state: {
        enabled: tokens.green,
        disabled: tokens.grey,
        pendingDeletion: tokens.red,
        pendingImport: tokens.amber,
      },
    },
    shape: { borderRadius: 8 },
    spacing: 8,
    typography: {
      fontFamily: fonts.system,
      fontSize: 14,
      h1: { fontSize: '1.375rem', fontWeight: 600, lineHeight: 1.3, letterSpacing: '-0.01em' },
      h2: { fontSize: '1.0625rem', fontWeight: 600, lineHeight: 1.4 },
      h3: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.4 },
      subtitle2: { fontSize: '0.8125rem', fontWeight: 600, lineHeight: 1.5 },
      body1: { fontSize: '0.875rem', lineHeight: 1.5 },
      body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
      caption: { fontSize: '0.75rem', lineHeight: 1.5 },
      button: { textTransform: 'none', fontWeight: 600, fontSize: '0.8125rem' },
      mono: { fontFamily: fonts.monospaced, fontSize: '0.8125rem', lineHeight: 1.5 },
    },
    components: componentStyles(tokens),
  });
}
