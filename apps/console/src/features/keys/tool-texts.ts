import { englishKeyTool } from '../../shared/i18n/english/key-tool.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of the online tool or of deleting material imports this file for its effect. */
addEnglish(englishKeyTool);
