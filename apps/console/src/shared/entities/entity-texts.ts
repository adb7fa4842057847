import { englishEntities } from '../i18n/english/entities.ts';
import { addEnglish } from '../i18n/later-english.ts';

/** What shows words of lists and dialogs of named things imports this file for its effect. */
addEnglish(englishEntities);
