import type { english } from './english.ts';

/** The texts of another language: every key of the English ones, without the singular forms where the language has none. */
export type Catalogue<Texts = typeof english> = {
  readonly [Key in keyof Texts as Key extends `${string}_one` ? never : Key]: Texts[Key] extends string
    ? string
    : Catalogue<Texts[Key]>;
};
