import { z } from 'zod';
import { secretName } from './fields.ts';

/**
 * What stands inside of `rotation_config` and inside of the value of a rotating database secret [decisions, SEC-12]. Both are JSON texts
 * of clients, so unknown names are let pass; the names are those of the documents' cloud and of PostgreSQL's connection settings.
 */

/** Whose password is changed: the one account's, or that of two accounts in turn, so that the former login goes on working. */
export const rotationSubTypes = ['SingleUser', 'MultiUser'] as const;
export type RotationSubType = (typeof rotationSubTypes)[number];

/** `disable`: no TLS. `require`: TLS with whoever answers. `verify-full`: the certificate must be valid for the host. */
export const databaseTlsModes = ['disable', 'require', 'verify-full'] as const;
export type DatabaseTlsMode = (typeof databaseTlsModes)[number];

export const characterClasses = {
  lowercase: 'abcdefghijklmnopqrstuvwxyz',
  uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  /** Those that need no quotes in URLs, shells and connection strings. */
  symbols: '-_.~',
} as const;
export type CharacterClass = keyof typeof characterClasses;
export const characterClassNames = [
  'lowercase',
  'uppercase',
  'digits',
  'symbols',
] as const satisfies readonly CharacterClass[];

/** Of generated passwords of databases, and where nothing else is asked for. */
export const DEFAULT_GENERATED_LENGTH = 32;

const generated = {
  /** Characters of a generated value. */
  Length: z.int().min(8).max(1024).default(DEFAULT_GENERATED_LENGTH),
  /** Each of them occurs at least once. */
  CharacterClasses: z
    .array(z.enum(characterClassNames))
    .min(1)
    .default([...characterClassNames]),
};

const host = z.string().min(1).max(253);
const port = z.union([
  z.int().min(1).max(65_535),
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number)
    .refine((number) => number <= 65_535),
]);

export const databaseRotationConfig = z
  .object({
    /** Free text, answered as it was given. */
    InstanceId: z.string().max(255).optional(),
    SecretSubType: z.enum(rotationSubTypes).default('SingleUser'),
    Host: host.optional(),
    Port: port.optional(),
    Database: z.string().min(1).max(255).optional(),
    /** Name of the secret that holds the administrator's login. Without it an account changes its own password. */
    AdminSecret: secretName.optional(),
    TlsMode: z.enum(databaseTlsModes).optional(),
    ...generated,
    Length: z.int().min(12).max(128).default(DEFAULT_GENERATED_LENGTH),
  })
  .refine((config) => config.SecretSubType === 'SingleUser' || config.AdminSecret !== undefined, {
    path: ['AdminSecret'],
    message: 'is required for MultiUser: only an administrator can make the second account',
  });
export type DatabaseRotationConfig = z.output<typeof databaseRotationConfig>;

export const sharedRotationSources = ['Generated', 'Webhook'] as const;

export const sharedRotationConfig = z
  .object({
    Source: z.enum(sharedRotationSources).default('Generated'),
    ...generated,
    /** Name in a value of key/value pairs that gets the new value; without it the whole value is replaced. */
    Field: z.string().min(1).max(255).optional(),
    /** Is called for the new value. */
    WebhookUrl: z
      .url({ protocol: /^https?$/ })
      .max(512)
      .optional(),
    /** Name of the secret whose value signs the calls (Standard Webhooks). */
    SigningSecret: secretName.optional(),
  })
  .refine((config) => config.Source !== 'Webhook' || config.WebhookUrl !== undefined, {
    path: ['WebhookUrl'],
    message: 'is required with Source Webhook',
  });
export type SharedRotationConfig = z.output<typeof sharedRotationConfig>;

export const databaseEngines = ['postgresql', 'mysql', 'mariadb'] as const;
export type DatabaseEngine = (typeof databaseEngines)[number];

const databaseEngine = z.preprocess(
  (text) => (typeof text === 'string' ? text.toLowerCase().replace(/^postgres$/, 'postgresql') : text),
  z.enum(databaseEngines),
);

/** The value of a rotating database secret. A rotation keeps the names that it does not know. */
export const databaseCredentials = z.object({
  engine: databaseEngine,
  host: host.optional(),
  port: port.optional(),
  dbname: z.string().min(1).max(255).optional(),
  username: z.string().min(1).max(128),
  password: z.string().min(1).max(1024),
  sslmode: z.enum(databaseTlsModes).optional(),
  /** PEM of the authorities that the server's certificate may come from. */
  sslrootcert: z.string().max(16_384).optional(),
});
export type DatabaseCredentials = z.output<typeof databaseCredentials>;

/** Parsed, or what is wrong with it: the name inside of the JSON, and the rule. */
export type ParsedJson<T> =
  | { readonly value: T }
  | { readonly problem: { readonly name: string; readonly message: string } };

/** Reads a JSON text by one of the schemas above; never repeats what stands in it, it may be a secret. */
export function parseJsonText<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): ParsedJson<z.output<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: { name: '', message: 'must be a JSON object' } };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const issue = parsed.error.issues[0];
  return { problem: { name: issue?.path.join('.') ?? '', message: issue?.message ?? 'is not valid' } };
}
