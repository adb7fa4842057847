import { englishSettings } from '../../shared/i18n/english/settings.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of settings imports this file for its effect. */
addEnglish(englishSettings);
