import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { isoMicrosText } from '../wire/scalars.ts';

/** Tokens (IAM-05). The token itself travels in a header only. */

const idText = z.string().min(1).max(64);
const nameText = z.string().min(1).max(64);

const reference = z.object({ id: z.string(), name: z.string() });
const scopeName = z.object({ id: idText.optional(), name: nameText.optional() });

/** Longest token that is looked at; ours are much shorter. */
const tokenText = annotate(z.string().min(1).max(4096), { header: 'X-Subject-Token', secret: true });

const tokenDescription = z.object({
  subjectToken: tokenText,
  token: z.object({
    methods: z.array(z.string()),
    issuedAt: isoMicrosText,
    expiresAt: isoMicrosText,
    user: z.object({
      id: z.string(),
      name: z.string(),
      /** "" means never. */
      passwordExpiresAt: z.string(),
      domain: reference,
    }),
    roles: z.array(reference),
    project: z.object({ id: z.string(), name: z.string(), domain: reference }).optional(),
    domain: reference.optional(),
    catalog: z
      .array(
        z.object({
          type: z.string(),
          id: z.string(),
          name: z.string(),
          endpoints: z.array(
            z.object({
              id: z.string(),
              url: z.string(),
              region: z.string(),
              regionId: z.string(),
              interface: z.string(),
            }),
          ),
        }),
      )
      .optional(),
  }),
});

/** Any non-empty value leaves the catalogue out of the answer. */
const nocatalog = z.string().max(64).optional();

export const createToken = defineOperation({
  id: 'iam.createToken',
  service: 'iam',
  summary: 'Get a token',
  description:
    'Password method. The token is in the response header `X-Subject-Token` and lives 24 hours. A `project` scope is needed for calls inside a project; without a scope the token is for the account.',
  scope: 'none',
  effect: 'create',
  action: null,
  public: true,
  trace: { name: 'createToken', resourceType: 'token' },
  input: z.object({
    nocatalog,
    auth: z.object({
      identity: z.object({
        methods: z.array(z.literal('password')).length(1),
        password: z.object({
          user: z.object({
            id: idText.optional(),
            name: nameText.optional(),
            password: annotate(z.string().min(1).max(1024), { secret: true }),
            domain: scopeName.optional(),
          }),
        }),
      }),
      scope: z
        .object({
          project: z
            .object({ id: idText.optional(), name: nameText.optional(), domain: scopeName.optional() })
            .optional(),
          domain: scopeName.optional(),
        })
        .optional(),
    }),
  }),
  output: tokenDescription,
  rest: { method: 'POST', path: '/v3/auth/tokens', success: 201, queryFields: ['nocatalog'] },
  refusals: ['passwordWrong', 'accountDisabled', 'tokenScopeUnknown', 'sourceAddressRefused', 'throttled'],
});

export const validateToken = defineOperation({
  id: 'iam.validateToken',
  service: 'iam',
  summary: 'Check a token',
  description:
    'The token in the request header `X-Subject-Token` is described; the caller authenticates as for any call.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'validateToken', resourceType: 'token' },
  input: z.object({ nocatalog, subjectToken: tokenText }),
  output: tokenDescription,
  rest: { method: 'GET', path: '/v3/auth/tokens' },
  refusals: ['subjectTokenUnknown'],
});
