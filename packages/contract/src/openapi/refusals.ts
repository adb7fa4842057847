import { z } from 'zod';
import type { ErrorName } from '../errors.ts';
import type { OperationDefinition } from '../operation.ts';
import { bindingOf, type SurfaceName, sendsBody } from '../surface.ts';
import type { WireAnnotation } from '../wire/annotations.ts';
import { annotationOfField, fieldSchema } from '../wire/schema.ts';

/** Refusals of the edge that every call with credentials can meet, by surface. */
const credentialRefusals: Readonly<Record<SurfaceName, readonly ErrorName[]>> = {
  rest: [
    'credentialsMissing',
    'tokenInvalid',
    'tokenExpired',
    'authorizationUnknown',
    'signatureMalformed',
    'signedDateMissing',
    'signatureInvalid',
    'accessKeyUnknown',
    'temporaryAccessKeyUnsupported',
    'bodyHashMismatch',
    'unsignedBodyRefused',
    'clockSkew',
    'requestReplayed',
    'bearerInvalid',
    'bearerExpired',
    'bearerUserUnknown',
    'credentialsDiffer',
    'domainHeaderMismatch',
    'sourceAddressRefused',
    'projectHeaderMismatch',
  ],
  console: ['sessionMissing', 'sourceAddressRefused'],
};

/** Every error that an operation can answer with on a surface: its own, those of its fields, and those of the pipeline around it. */
export function refusalsOf(operation: OperationDefinition, surface: SurfaceName): readonly ErrorName[] {
  const binding = bindingOf(operation, surface);
  const names: ErrorName[] = [];
  if (!operation.public) names.push(...credentialRefusals[surface]);
  if (operation.action !== null) names.push('permissionDenied');
  if (operation.scope === 'project') names.push('projectMismatch');
  if (binding && sendsBody(binding)) names.push('bodyMalformed', 'bodyTooLong', 'mediaTypeUnsupported');
  if (surface === 'console' && binding && binding.method !== 'GET') names.push('requestForged');
  if (surface === 'console' && (operation.irreversible || operation.stepUp))
    names.push('confirmationRequired');
  if (operation.irreversible) names.push('approvalRequired');
  names.push(...fieldErrors(operation.input));
  names.push(...operation.refusals, 'throttled', 'internal', 'unavailable');
  if (operation.trace !== null) names.push('auditUnavailable');
  return [...new Set(names)];
}

/** Errors that validation can answer with: of each field the annotated ones, else those of what it stands in, else the general ones. */
function fieldErrors(schema: z.core.$ZodType, around: WireAnnotation = {}): readonly ErrorName[] {
  const inner = fieldSchema(schema);
  const own = annotationOfField(schema) ?? around;
  if (inner instanceof z.ZodArray) return fieldErrors(inner.element, own);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.values(inner.shape).flatMap((field: z.core.$ZodType) => {
    const { error = 'parameterInvalid', missing = 'parameterMissing' } = annotationOfField(field) ?? own;
    const mayBeAbsent = z.safeParse(field, undefined).success;
    return [error, ...(mayBeAbsent ? [] : [missing]), ...fieldErrors(field, own)];
  });
}
