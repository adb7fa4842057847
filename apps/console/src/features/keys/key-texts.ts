import { englishKeyTabs } from '../../shared/i18n/english/key-tabs.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of the tabs imports this file for its effect. */
addEnglish(englishKeyTabs);
