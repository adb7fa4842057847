import type { Catalogue } from '../catalogue.ts';
import type { englishSecretEvents } from '../english/secret-events.ts';

/** The words for types of events of secrets [G 2.2.5] in French. */
export const frenchSecretEvents: Catalogue<typeof englishSecretEvents> = {
  secretEvents: {
    type: {
      SECRET_VERSION_CREATED: 'Création de version',
      SECRET_VERSION_EXPIRED: 'Expiration de version',
      SECRET_ROTATED: 'Rotation du secret',
      SECRET_DELETED: 'Suppression du secret',
      SECRET_ROTATED_FAILED: 'Échec de la rotation',
    },
    level: { normal: 'Normal', warning: 'Avertissement' },
    object: { secret: 'Secret', version: 'Version du secret' },
    description: {
      SECRET_VERSION_CREATED: 'Déclenché lorsqu’une version d’un secret est créée.',
      SECRET_VERSION_EXPIRED: 'Déclenché lorsqu’une version d’un secret expire, une fois par expiration.',
      SECRET_ROTATED: 'Déclenché lors de la rotation d’un secret.',
      SECRET_DELETED: 'Déclenché lorsqu’un secret est supprimé.',
      SECRET_ROTATED_FAILED: 'Déclenché lorsque la rotation d’un secret échoue.',
    },
  },
};
