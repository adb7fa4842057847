import { englishTags } from '../i18n/english/tags.ts';
import { addEnglish } from '../i18n/later-english.ts';

/** What shows words of tags imports this file for its effect. */
addEnglish(englishTags);
