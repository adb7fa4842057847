import '../../shared/entities/entity-texts.ts';
import '../../shared/replay/replay-texts.ts';
import { englishIdentity } from '../../shared/i18n/english/identity.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';

/** What shows words of Identity imports this file for its effect. */
addEnglish(englishIdentity);
