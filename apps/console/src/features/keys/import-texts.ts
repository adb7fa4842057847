import { englishKeyImport } from '../../shared/i18n/english/key-import.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of Import Key imports this file for its effect. */
addEnglish(englishKeyImport);
