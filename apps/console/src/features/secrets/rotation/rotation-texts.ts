import { englishSecretRotation } from '../../../shared/i18n/english/secret-rotation.ts';
import { addEnglish } from '../../../shared/i18n/later-english.ts';

/** What shows words of rotations imports this file for its effect. */
addEnglish(englishSecretRotation);
