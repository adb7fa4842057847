import { englishSecretEvents } from '../i18n/english/secret-events.ts';
import { addEnglish } from '../i18n/later-english.ts';

/** What shows words of types of events imports this file for its effect. */
addEnglish(englishSecretEvents);
