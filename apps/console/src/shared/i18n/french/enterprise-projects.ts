import type { Catalogue } from '../catalogue.ts';
import type { englishEnterpriseProjects } from '../english/enterprise-projects.ts';

/** The words of enterprise projects and of the fields that ask for one in French. */
export const frenchEnterpriseProjects: Catalogue<typeof englishEnterpriseProjects> = {
  enterpriseProjects: {
    label: 'Projet d’entreprise',
    default: 'default',
    rule: 'L’ID du projet d’entreprise (un UUID), ou default.',
    choose: 'Choisissez-en un par son nom, ou indiquez l’ID d’un projet absent de la liste (un UUID).',
    open: 'Projets d’entreprise',
    title: 'Projets d’entreprise',
    explanation:
      'Groupes de clés et de secrets, à travers les projets du compte. Les stratégies peuvent les distinguer par g:EnterpriseProjectId.',
    manage: 'Gérer les projets d’entreprise',
    search: 'Rechercher par nom, description ou ID',
    create: 'Créer un projet d’entreprise',
    nameHelp: '1 à 64 lettres, chiffres, espaces et _ . @ -',
    id: 'ID',
    copyId: 'Copier l’ID de {{name}}',
    always: 'Toujours présent',
    defaultWhy: 'Ce à quoi tout appartient avant d’être déplacé.',
    created: 'Le projet d’entreprise {{name}} est créé.',
    editNamed: 'Modifier le projet d’entreprise {{name}}',
    changed: 'Le projet d’entreprise {{name}} est modifié.',
    enableNamed: 'Activer le projet d’entreprise {{name}}',
    enabled: 'Le projet d’entreprise {{name}} est activé.',
    disableNamed: 'Désactiver le projet d’entreprise {{name}}',
    disableEffect:
      'Plus rien ne peut y être créé ni y être déplacé. Les clés et les secrets qui lui appartiennent continuent de fonctionner.',
    disabled: 'Le projet d’entreprise {{name}} est désactivé.',
  },
};
