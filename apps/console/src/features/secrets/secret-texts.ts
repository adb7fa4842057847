import { englishSecrets } from '../../shared/i18n/english/secrets.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of secrets imports this file for its effect. */
addEnglish(englishSecrets);
