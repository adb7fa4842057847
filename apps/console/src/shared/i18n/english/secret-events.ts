/** The English words for types of events of secrets [G 2.2.5]. They come with the first script that shows one. */
export const englishSecretEvents = {
  secretEvents: {
    type: {
      SECRET_VERSION_CREATED: 'Version creation',
      SECRET_VERSION_EXPIRED: 'Version expiry',
      SECRET_ROTATED: 'Secret rotation',
      SECRET_DELETED: 'Secret deletion',
      SECRET_ROTATED_FAILED: 'Rotation failure',
    },
    level: { normal: 'Normal', warning: 'Warning' },
    object: { secret: 'Secret', version: 'Secret version' },
    description: {
      SECRET_VERSION_CREATED: 'Triggered when a version of a secret is created.',
      SECRET_VERSION_EXPIRED: 'Triggered when a secret version expires, once for each expiry.',
      SECRET_ROTATED: 'Triggered when a secret is rotated.',
      SECRET_DELETED: 'Triggered when a secret is deleted.',
      SECRET_ROTATED_FAILED: 'Triggered when the rotation of a secret fails.',
    },
  },
} as const;
