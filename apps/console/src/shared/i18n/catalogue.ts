import type { english } from './english.ts';
import type { englishAccessKeys } from './english-access-keys.ts';
import type { englishDanger } from './english-danger.ts';
import type { englishKeyImport } from './english-key-import.ts';
import type { englishKeyTabs } from './english-key-tabs.ts';
import type { englishSecrets } from './english-secrets.ts';
import type { englishTags } from './english-tags.ts';

/** All English words: those of the first script and those that come later. */
export type Texts = typeof english &
  typeof englishKeyTabs &
  typeof englishKeyImport &
  typeof englishDanger &
  typeof englishTags &
  typeof englishSecrets &
  typeof englishAccessKeys;

/** The texts of another language: every key of the English ones, without the singular forms where the language has none. */
export type Catalogue<Given = Texts> = {
  readonly [Key in keyof Given as Key extends `${string}_one` ? never : Key]: Given[Key] extends string
    ? string
    : Catalogue<Given[Key]>;
};
