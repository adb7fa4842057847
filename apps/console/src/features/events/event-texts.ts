import '../../shared/entities/entity-texts.ts';
import '../../shared/secret-events/secret-event-texts.ts';
import { englishEvents } from '../../shared/i18n/english/events.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of events imports this file for its effect. */
addEnglish(englishEvents);
