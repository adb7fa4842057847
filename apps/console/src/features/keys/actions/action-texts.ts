import { englishKeyActions } from '../../../shared/i18n/english/key-actions.ts';
import { addEnglish } from '../../../shared/i18n/later-english.ts';

/** What shows words of acts on keys, or of their recent use, imports this file for its effect. */
addEnglish(englishKeyActions);
