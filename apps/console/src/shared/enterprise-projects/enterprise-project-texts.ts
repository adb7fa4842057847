import { englishEnterpriseProjects } from '../i18n/english/enterprise-projects.ts';
import { addEnglish } from '../i18n/later-english.ts';

/** What asks for an enterprise project imports this file for its effect. */
addEnglish(englishEnterpriseProjects);
