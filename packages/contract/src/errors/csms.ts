import type { ErrorRow } from './row.ts';

/**
 * Errors of secrets, their versions, statuses and events [NOTES 1.2]. A missing thing answers 404 although the documents list some of the
 * codes under 400: clients take nothing else for "is gone" [NOTES 1, decisions]. Errors of tags are those of `keys.ts`.
 */
export const csmsErrors = {
  secretParameterInvalid: [
    'CSMS.0002',
    400,
    'A parameter is not valid or missing. Send a value that the description allows.',
  ],

  // the secret and its state
  secretNotFound: [
    'CSMS.0106',
    404,
    'The secret does not exist. Check its name, the project and the region.',
  ],
  secretNameTaken: ['CSMS.0101', 409, 'The name is already used by another secret. Choose another name.'],
  secretPendingDeletion: ['CSMS.0103', 400, 'The secret is pending deletion. Cancel the deletion first.'],
  secretAlreadyPendingDeletion: [
    'CSMS.0107',
    400,
    'The secret is already pending deletion. Cancel the deletion first to choose another time.',
  ],
  secretNotPendingDeletion: [
    'CSMS.0108',
    400,
    'The secret is not pending deletion. Only a scheduled deletion can be cancelled.',
  ],
  secretQuotaExceeded: [
    'CSMS.0202',
    400,
    'The quota of secrets is used up. Delete secrets that are not needed or have the quota raised.',
  ],

  // versions and statuses
  secretVersionNotFound: [
    'CSMS.0005',
    404,
    'The version does not exist. Check its ID against the list of versions.',
  ],
  secretStatusNotFound: [
    'CSMS.0005',
    404,
    'The status does not exist. Check its name against the list of versions.',
  ],
  secretStatusTaken: [
    'CSMS.0104',
    409,
    'The status already exists. Change it to move it to another version, or choose another name.',
  ],
  secretStatusBuiltIn: ['CSMS.0105', 400, 'SYSCURRENT and SYSPREVIOUS cannot be deleted. Move them instead.'],
  secretStatusQuotaReached: ['CSMS.0203', 400, 'A secret can have at most 12 statuses. Delete one first.'],
  secretStatusListTooLong: [
    'CSMS.0204',
    400,
    'version_stages is too long. Give at most 12 different statuses.',
  ],

  // the encryption key; one code, each cause with its own words
  secretKeyNotFound: [
    'CSMS.0401',
    400,
    'The encryption key does not exist. Give the ID of a symmetric key of this project, or change the key of the secret.',
  ],
  secretKeyUnfit: [
    'CSMS.0401',
    400,
    'The key cannot encrypt secrets. Use csms/default or an AES_256 or SM4 key.',
  ],
  secretKeyDisabled: [
    'CSMS.0401',
    400,
    'The encryption key of the secret is disabled, so values cannot be encrypted or read. Enable the key.',
  ],
  secretKeyPendingDeletion: [
    'CSMS.0401',
    400,
    'The encryption key of the secret is pending deletion, so values cannot be encrypted or read. Cancel its deletion and enable it.',
  ],
  secretKeyPendingImport: [
    'CSMS.0401',
    400,
    'The encryption key of the secret has no key material, so values cannot be encrypted or read. Import its material.',
  ],
  secretValueUnreadable: [
    'CSMS.0401',
    400,
    'The value cannot be decrypted: what is stored does not belong to this version. Restore the secret from a backup.',
  ],

  // rotation
  secretRotationRunning: [
    'CSMS.0003',
    400,
    'The secret is being rotated. Wait until the rotation has ended; the list of tasks says when.',
  ],
  secretRotationUnset: [
    'CSMS.0003',
    400,
    'The rotation of the secret is not set up. Send rotation_config, or turn auto_rotation on, with a change of the secret.',
  ],

  // backup
  secretBackupInvalid: [
    'CSMS.0003',
    400,
    'The backup cannot be restored: it was changed, cut, or made by another instance, account or project. Use the file as it was downloaded here.',
  ],

  // events
  secretEventNotFound: ['CSMS.0005', 404, 'The event does not exist. Check its name.'],
  secretEventNameTaken: ['CSMS.0101', 409, 'The name is already used by another event. Choose another name.'],
  secretEventInUse: [
    'CSMS.0003',
    400,
    'The event is associated with secrets. Remove it from them before you delete it.',
  ],
  notificationNotFound: [
    'CSMS.0005',
    404,
    'The notification does not exist. Those older than three months are removed.',
  ],
  notificationWaiting: [
    'CSMS.0003',
    400,
    'The notification is still being delivered. Wait until that has succeeded or was given up.',
  ],
  secretEventQuotaExceeded: ['CSMS.0003', 400, 'An account can have at most 30 events. Delete one first.'],
} as const satisfies Record<string, ErrorRow>;
