import { englishFileTool } from '../../shared/i18n/english/file-tool.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of the file tool imports this file for its effect. */
addEnglish(englishFileTool);
