import { englishAccessKeys } from '../../shared/i18n/english/access-keys.ts';
import { englishCredentials } from '../../shared/i18n/english/credentials.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of credentials imports this file for its effect. */
addEnglish(englishAccessKeys);
addEnglish(englishCredentials);
