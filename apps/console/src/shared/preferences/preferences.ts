/**
 * What this browser remembers. Nothing about keys, nothing typed, nothing secret: only how the console looks and which columns a
 * user wants to see, and the signed checkpoint of traces that it verified last. Everything that is kept goes through this file.
 */

type Name = 'language' | 'appearance' | 'timeZone' | `table.${string}` | `witness.${string}`;

const PREFIX = 'dewpoint.';

/** The kept value, or null when there is none or the browser keeps nothing for us. */
export function readPreference(name: Name): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function writePreference(name: Name, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // The browser keeps nothing for us: the choice lasts until the page is closed.
  }
}

export function removePreference(name: Name): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing is kept then.
  }
}
