/** Keys, their wrapped materials, and what belongs to a key. */
export interface KeyTables {
  account_keys: AccountKeysTable;
  keys: KeysTable;
  key_versions: KeyVersionsTable;
  key_grants: KeyGrantsTable;
  key_aliases: KeyAliasesTable;
  import_parameters: ImportParametersTable;
}

export interface AccountKeysTable {
  account_id: string;
  version: number;
  /** Account key wrapped by the root of trust. */
  wrapped: Uint8Array;
  created_at: number;
}

export interface KeysTable {
  /** UUIDv4. */
  id: string;
  account_id: string;
  project_id: string;
  /** "0" is the default enterprise project. */
  enterprise_project_id: string;
  alias: string;
  description: string;
  state: 'enabled' | 'disabled' | 'pendingDeletion' | 'pendingImport';
  spec: string;
  usage: string;
  origin: 'kms' | 'external' | 'hsm';
  keystore_id: string;
  /** Service of a default key (KEY-11), null for custom keys. */
  default_service: string | null;
  created_at: number;
  deletion_at: number | null;
  material_expires_at: number | null;
  /** Highest version; 0 while the key never had material. */
  current_version: number;
  rotation_enabled: number;
  rotation_interval_days: number;
  /** Start of the running rotation period. */
  rotation_anchor_at: number | null;
  rotated_at: number | null;
  rotation_count: number;
  /** The trial of disabling the key (KEY-18); null when there is none. */
  shadow_since: number | null;
  shadow_until: number | null;
}

export interface KeyVersionsTable {
  key_id: string;
  version: number;
  /** Material wrapped by the account key; null after imported material was deleted. */
  wrapped_material: Uint8Array | null;
  account_key_version: number;
  /** Digest of imported material, sealed under the account key, to recognise the same material again (IMP-04). */
  material_check: Uint8Array | null;
  created_at: number;
}

export interface KeyGrantsTable {
  /** 64 hex digits. */
  id: string;
  key_id: string;
  /** Account of the key. */
  account_id: string;
  grantee_type: 'user' | 'domain';
  /** ID of a user or an account, perhaps of another account than the key's. */
  grantee: string;
  /** Names of GRT-01 as a JSON array. */
  operations: string;
  name: string;
  /** ID of the user who made the grant. */
  issuer: string;
  /** ID of a user or account, or empty. */
  retiring_principal: string;
  created_at: number;
}

export interface KeyAliasesTable {
  account_id: string;
  /** With its `alias/`; unique in the account. */
  alias: string;
  project_id: string;
  key_id: string;
  created_at: number;
  updated_at: number;
}

export interface ImportParametersTable {
  /** UUIDv4, named by the import token. */
  id: string;
  key_id: string;
  account_id: string;
  /** PKCS#8 of the wrapping key, sealed under the account key. */
  sealed_private_key: Uint8Array;
  expires_at: number;
}
