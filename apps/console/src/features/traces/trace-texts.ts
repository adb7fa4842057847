import { englishTraces } from '../../shared/i18n/english/traces.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of traces imports this file for its effect. */
addEnglish(englishTraces);
