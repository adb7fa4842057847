import type { Catalogue } from '../catalogue.ts';
import type { englishCredentials } from '../english/credentials.ts';

/** The words of My Credentials in French. */
export const frenchCredentials: Catalogue<typeof englishCredentials> = {
  credentials: {
    explanation: 'Les ID que l’API demande, vos projets et vos sessions en cours.',
    identity: 'Utilisateur et compte',
    userName: 'Nom d’utilisateur',
    email: 'E-mail',
    userId: 'ID utilisateur',
    copyUserId: 'Copier l’ID utilisateur',
    accountName: 'Compte',
    accountId: 'ID du compte',
    copyAccountId: 'Copier l’ID du compte',
    signedIn: 'Date de connexion',
    provider: 'Fournisseur OpenID',
    builtInProvider: 'Intégré',
    projects: 'Projets',
    projectsWhy: 'Les chemins de l’API contiennent l’ID du projet.',
    projectName: 'Projet',
    projectId: 'ID du projet',
    copyProjectId: 'Copier l’ID du projet {{project}}',
    sessions: 'Sessions',
    sessionsWhy:
      'Navigateurs dans lesquels vous êtes connecté. Terminez les sessions que vous ne reconnaissez pas.',
    since: 'depuis le',
    lastSeen: 'dernière activité le',
    thisBrowser: 'Ce navigateur',
    unknownDevice: 'Navigateur inconnu',
    end: 'Terminer la session',
    endNamed: 'Terminer la session\u00a0: {{device}}, {{ip}}',
    ended: 'La session est terminée.',
  },
};
