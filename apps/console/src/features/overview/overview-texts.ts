import { englishOverview } from '../../shared/i18n/english/overview.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of the overview or of usage imports this file for its effect. */
addEnglish(englishOverview);
