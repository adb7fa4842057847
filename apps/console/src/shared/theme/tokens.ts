/** Raw values of the look: the only place of the console that names colours. */

export interface Tokens {
  readonly accent: { main: string; strong: string; soft: string; on: string };
  readonly text: { primary: string; secondary: string; disabled: string };
  readonly surface: { page: string; raised: string; sunken: string; hover: string; selected: string };
  readonly hairline: string;
  /** Borders that must be told from their ground at 3:1, e.g. those of inputs (WCAG 1.4.11). */
  readonly edge: string;
  readonly red: string;
  readonly amber: string;
  readonly green: string;
  readonly blue: string;
  readonly grey: string;
  readonly shadow: string;
}

export const light: Tokens = {
  accent: { main: '#0F766E', strong: '#115E59', soft: '#14B8A6', on: '#FFFFFF' },
  text: { primary: '#1B2733', secondary: '#4E5D6B', disabled: '#8895A2' },
  surface: { page: '#F6F8FA', raised: '#FFFFFF', sunken: '#EEF2F5', hover: '#F1F5F8', selected: '#E9F3F2' },
  hairline: '#DCE3EA',
  edge: '#7F8D9A',
  red: '#B42318',
  amber: '#8A5207',
  green: '#15703A',
  blue: '#0B5C86',
  grey: '#52616F',
  shadow: '0 8px 28px rgb(8 15 23 / 0.16)',
};

export const dark: Tokens = {
  accent: { main: '#2DD4BF', strong: '#14B8A6', soft: '#5EEAD4', on: '#06201D' },
  text: { primary: '#E6EDF3', secondary: '#A3B1BF', disabled: '#6B7A89' },
  surface: { page: '#10171F', raised: '#17212C', sunken: '#0D141B', hover: '#1D2935', selected: '#1A3137' },
  hairline: '#2A3644',
  edge: '#6B7B8B',
  red: '#F88A85',
  amber: '#FBBF24',
  green: '#4ADE80',
  blue: '#7DD3FC',
  grey: '#A3B1BF',
  shadow: '0 12px 36px rgb(0 0 0 / 0.5)',
};

const cjk = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei"';
export const fonts = {
  system: `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", ${cjk}, sans-serif`,
  monospaced: `ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", ${cjk}, monospace`,
} as const;

/** Row heights of tables, px. */
export const rowHeights = { comfortable: 40, dense: 32 } as const;
/** Width of the navigation and height of the bar above, px. */
export const shellSize = { navigation: 240, bar: 52 } as const;
