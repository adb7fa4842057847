import { z } from 'zod';
import { isErrorName, OperationError } from '../errors.ts';
import { annotationOfField, fieldSchema, isPlainObject, type WireNaming, wireNameOf } from './schema.ts';

/**
 * The rule that a value broke, in words that follow "must". Serves as zod error map, so that forms in the browser say the same
 * words (`z.config({ customError: ruleWords })`); a message given in a schema goes first. Never repeats the value.
 */
export function ruleWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `must ${bound(issue.origin, 'at most', issue.maximum)}`;
    case 'too_small':
      return `must ${bound(issue.origin, 'at least', issue.minimum)}`;
    case 'invalid_format':
      return 'is not written as it should be';
    case 'invalid_union':
      return 'is of the wrong type';
    default:
      return undefined;
  }
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  if (type === 'record') return 'an object';
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function bound(origin: string, how: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${how} ${limit} characters`;
  if (origin === 'array') return `have ${how} ${limit} entries`;
  return `be ${how} ${limit}`;
}

/** The first broken rule as the error that the client meets: the rule's own, else the field's, else `parameterInvalid`. */
export function refusalOf(
  schema: z.ZodType,
  error: z.ZodError,
  input: unknown,
  naming: WireNaming,
): OperationError {
  const issue = error.issues[0];
  const steps = issue?.path ?? [];
  const { field, annotation, value } = locate(schema, steps, input, naming);
  if (value === undefined && steps.length > 0) {
    return new OperationError(annotation?.missing ?? 'parameterMissing', {
      field,
      message: `${field} is required. Send it.`,
    });
  }
  const ofRule = issue?.code === 'custom' ? issue.params?.error : undefined;
  const errorName = isErrorName(ofRule) ? ofRule : (annotation?.error ?? 'parameterInvalid');
  return new OperationError(errorName, { field, message: `${field}: ${issue?.message ?? 'is not valid'}.` });
}

function locate(schema: z.ZodType, steps: readonly PropertyKey[], input: unknown, naming: WireNaming) {
  const wirePath: string[] = [];
  let at: z.core.$ZodType = schema;
  let annotation = annotationOfField(schema);
  let value = input;
  for (const step of steps) {
    const inner = fieldSchema(at);
    const next = stepInto(inner, step);
    wirePath.push(
      next && inner instanceof z.ZodObject ? fieldName(String(step), next, naming) : String(step),
    );
    value = childOf(value, step);
    if (!next) break;
    at = next;
    annotation = annotationOfField(next) ?? annotation;
  }
  return { field: wirePath.join('.') || 'body', annotation, value };
}

function stepInto(inner: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  if (inner instanceof z.ZodObject) return inner.shape[String(step)];
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodRecord) return inner.valueType;
  return undefined;
}

function fieldName(name: string, field: z.core.$ZodType, naming: WireNaming): string {
  return annotationOfField(field)?.header ?? wireNameOf(name, field, naming);
}

function childOf(value: unknown, step: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isPlainObject(value) ? value[String(step)] : undefined;
}
