export {
  isOperationId,
  type OperationId,
  type OperationInput,
  type OperationOutput,
  type Operations,
  operations,
} from './catalogue.ts';
export { type ErrorDetails, type ErrorName, errorNames, errorRow, OperationError } from './errors.ts';
export * from './kms/fields.ts';
export type {
  Binding,
  HttpMethod,
  InputOf,
  OperationDefinition,
  OperationEffect,
  OperationScope,
  OutputOf,
  ServiceName,
  TraceDefinition,
  WireInputOf,
  WireOutputOf,
} from './operation.ts';
export { annotate, annotationOf } from './wire/annotations.ts';
export { compileWireCodec, snakeCase, type WireCodec, type WireNaming } from './wire/codec.ts';
