import '../../shared/entities/entity-texts.ts';
import { englishTopics } from '../../shared/i18n/english/topics.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of topics imports this file for its effect. */
addEnglish(englishTopics);
