import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { createContext, type PropsWithChildren, useContext, useMemo, useState } from 'react';
import { readPreference, writePreference } from '../preferences/preferences.ts';
import { createConsoleTheme } from './theme.ts';

export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

interface AppearanceValue {
  readonly appearance: Appearance;
  readonly setAppearance: (appearance: Appearance) => void;
}

const AppearanceContext = createContext<AppearanceValue>({ appearance: 'system', setAppearance: () => {} });

/** Chosen appearance of the console, remembered in this browser; `system` follows the operating system. */
export function useAppearance(): AppearanceValue {
  return useContext(AppearanceContext);
}

export function AppearanceProvider({ children }: PropsWithChildren) {
  const [appearance, setKept] = useState<Appearance>(keptAppearance);
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const mode = appearance === 'system' ? (systemIsDark ? 'dark' : 'light') : appearance;
  const theme = useMemo(() => createConsoleTheme(mode), [mode]);
  const value = useMemo(
    () => ({
      appearance,
      setAppearance(next: Appearance) {
        writePreference('appearance', next);
        setKept(next);
      },
    }),
    [appearance],
  );
  return (
    <AppearanceContext value={value}>
      <ThemeProvider theme={theme}>{children}</ThemeProvider>
    </AppearanceContext>
  );
}

function keptAppearance(): Appearance {
  const kept = readPreference('appearance');
  return appearances.find((a) => a === kept) ?? 'system';
}
