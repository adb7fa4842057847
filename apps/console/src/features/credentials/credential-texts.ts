import { englishAccessKeys } from '../../shared/i18n/english-access-keys.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of access keys imports this file for its effect. */
addEnglish(englishAccessKeys);
