import { createContext, type PropsWithChildren, useContext, useMemo, useState } from 'react';
import { readPreference, writePreference } from '../preferences/preferences.ts';

interface TimeZoneValue {
  /** IANA name, or `browser` for the zone of the browser. */
  readonly chosen: string;
  /** IANA name that times are shown in. */
  readonly timeZone: string;
  readonly choose: (zone: string) => void;
}

/** Stands for the zone of the browser, whichever it is at the time. */
export const BROWSER_ZONE = 'browser';

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const TimeZoneContext = createContext<TimeZoneValue>({
  chosen: BROWSER_ZONE,
  timeZone: browserZone(),
  choose: () => {},
});

export function useTimeZone(): TimeZoneValue {
  return useContext(TimeZoneContext);
}

export function TimeZoneProvider({ children }: PropsWithChildren) {
  const [chosen, setChosen] = useState(keptZone);
  const value = useMemo(
    () => ({
      chosen,
      timeZone: chosen === BROWSER_ZONE ? browserZone() : chosen,
      choose(zone: string) {
        writePreference('timeZone', zone);
        setChosen(zone);
      },
    }),
    [chosen],
  );
  return <TimeZoneContext value={value}>{children}</TimeZoneContext>;
}

/** All zones that this browser knows, UTC first. */
export function knownTimeZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

function keptZone(): string {
  const kept = readPreference('timeZone');
  return kept !== null && knownTimeZones().includes(kept) ? kept : BROWSER_ZONE;
}
