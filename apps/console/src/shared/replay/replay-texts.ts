import { englishReplay } from '../i18n/english/replay.ts';
import { addEnglish } from '../i18n/later-english.ts';

/** What shows words of a replay imports this file for its effect. */
addEnglish(englishReplay);
