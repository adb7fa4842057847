import type { Generated } from 'kysely';

/** What identity and permissions keep: who there is, what they may do, and how they show who they are. */
export interface IdentityTables {
  users: UsersTable;
  user_groups: UserGroupsTable;
  group_members: GroupMembersTable;
  policies: PoliciesTable;
  policy_attachments: PolicyAttachmentsTable;
  sessions: SessionsTable;
  auth_tokens: AuthTokensTable;
  expiring_documents: ExpiringDocumentsTable;
  access_keys: AccessKeysTable;
  signed_requests: SignedRequestsTable;
  throttles: ThrottlesTable;
  preferences: PreferencesTable;
  account_settings: AccountSettingsTable;
  request_buckets: RequestBucketsTable;
}

export interface UsersTable {
  /** 32 hex digits. */
  id: string;
  account_id: string;
  name: string;
  description: string;
  email: string | null;
  /** Encoded scrypt hash; null for users that only a foreign provider knows. */
  password_hash: string | null;
  /** Issuer and subject of a foreign OpenID provider. */
  external_issuer: string | null;
  external_subject: string | null;
  enabled: number;
  created_at: number;
  last_sign_in_at: number | null;
}

export interface UserGroupsTable {
  id: string;
  account_id: string;
  name: string;
  description: string;
  created_at: number;
}

export interface GroupMembersTable {
  group_id: string;
  user_id: string;
  /** 1: given by the groups claim of a foreign provider, which may take it back at the next sign-in. 0: given by an administrator. */
  from_claim: Generated<number>;
}

export interface PoliciesTable {
  id: string;
  /** Null for system policies, which every account has. */
  account_id: string | null;
  name: string;
  description: string;
  /** Policy JSON, version 1.1. */
  document: string;
  /** `AX`: for the account; `XA`: for projects; `AA`: for both. What its author said; where it holds is where it is attached. */
  scope: Generated<string>;
  created_at: number;
  updated_at: number;
}

export interface PolicyAttachmentsTable {
  account_id: string;
  policy_id: string;
  /** Exactly one of group and user. */
  group_id: string | null;
  user_id: string | null;
  /** Null: all projects of the account. */
  project_id: string | null;
  created_at: number;
}

export interface SessionsTable {
  /** SHA-256 of the session ID in the cookie, hex. */
  id_hash: string;
  user_id: string;
  account_id: string;
  /** Public handle of the session for lists and "end this session". */
  handle: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  authenticated_at: number;
  source_ip: string;
  user_agent: string;
  /** `sid` of the OpenID provider, for back-channel logout. */
  provider_session_id: string | null;
  /** When the foreign provider is to be asked again whether the user is still good; null: never. */
  provider_check_at: number | null;
  issuer: string;
  subject: string;
  /** Tokens and flow state, sealed under the instance's keys. */
  sealed_data: Uint8Array;
}

export interface AuthTokensTable {
  /** SHA-256 of the token, hex. */
  token_hash: string;
  user_id: string;
  account_id: string;
  /** Null for a domain-scoped token. */
  project_id: string | null;
  issued_at: number;
  expires_at: number;
}

/** Short-lived documents of other libraries: artifacts of the built-in OpenID provider, sign-in flows. */
export interface ExpiringDocumentsTable {
  kind: string;
  id: string;
  /** Secondary keys some kinds look up by. */
  group_key: string | null;
  alternate_key: string | null;
  /** Sealed under the instance's keys: artifacts hold codes and tokens. */
  sealed_data: Uint8Array;
  consumed_at: number | null;
  expires_at: number;
}

export interface AccessKeysTable {
  /** The access key: 20 capital letters and digits. */
  id: string;
  account_id: string;
  user_id: string;
  /** The secret access key, sealed under the instance's keys. */
  sealed_secret: Uint8Array;
  active: number;
  description: string;
  created_at: number;
  /** Written at most once a minute. */
  last_used_at: number | null;
}

/** Signed requests that changed something, while their date is still accepted. */
export interface SignedRequestsTable {
  /** SHA-256 of access key and signed text, hex. */
  request_hash: string;
  first_seen_at: number;
  expires_at: number;
}

/** Failure counters of sign-in throttling. */
export interface ThrottlesTable {
  subject: string;
  failures: number;
  window_until: number;
  blocked_until: number;
}

export interface PreferencesTable {
  user_id: string;
  name: string;
  value: string;
}

export interface AccountSettingsTable {
  account_id: string;
  name: 'access-control' | 'flow-control' | 'four-eyes';
  /** JSON. */
  value: string;
  updated_at: number;
}

/** Token buckets of flow control that the nodes of an installation share (IAM-08). */
export interface RequestBucketsTable {
  /** `user:<id>` or `account:<id>`. */
  subject: string;
  /** Thousandths of calls that may still be made. */
  millitokens: number;
  filled_at: number;
}
