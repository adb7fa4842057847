import { englishDanger } from '../i18n/english/danger.ts';
import { addEnglish } from '../i18n/later-english.ts';

/** What shows words of destructive acts and recent use imports this file for its effect. */
addEnglish(englishDanger);
