import '../../shared/entities/entity-texts.ts';
import '../../shared/secret-events/secret-event-texts.ts';
import { englishNotifications } from '../../shared/i18n/english/notifications.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of notifications imports this file for its effect. */
addEnglish(englishNotifications);
