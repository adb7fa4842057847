export {
  type BatchableOperationId,
  type ConsoleOperationId,
  type EdgeOperationId,
  type EngineOperationId,
  edgeOperations,
  engineOperations,
  isBatchableOperationId,
  isEngineOperationId,
  isOperationId,
  type OperationId,
  type OperationInput,
  type OperationOutput,
  type Operations,
  type OperationWireInput,
  type OperationWireOutput,
  operationIds,
  operationOf,
  operations,
} from './catalogue.ts';
export {
  ApiError,
  type CallOptions,
  type ConsoleClient,
  type ConsoleClientOptions,
  createConsoleClient,
  NetworkError,
  ProtocolError,
} from './client.ts';
export { MAX_BATCH } from './console/batch.ts';
export {
  foundKindNames,
  MAX_FOUND_OF_KIND,
  MAX_PINS,
  MAX_RECENTS,
  type NamedThing,
} from './console/search.ts';
export { MAX_SECRET_BACKUP_IN_BYTES } from './csms/backup.ts';
export {
  MAX_COUNTED_SECRETS,
  type SecretView,
} from './csms/console-secrets.ts';
export { MAX_EVENTS, type SecretEventType, secretEventTypeNames } from './csms/events.ts';
export {
  MAX_SECRET_STATUSES,
  MAX_SECRET_VALUE_IN_BYTES,
  MAX_SECRET_VERSIONS,
  rotationPeriodInMs,
  type SecretState,
} from './csms/fields.ts';
export * from './csms/names.ts';
export {
  type DeliveryState,
  deliveryStateNames,
  type NotificationState,
  notificationStateNames,
} from './csms/notifications.ts';
export {
  type RotationStep,
  type RotationTask,
  type RotationTaskStatus,
  rotationStepNames,
  rotationTaskStatusNames,
  rotationTriggerNames,
} from './csms/rotation.ts';
export {
  type CharacterClass,
  characterClasses,
  characterClassNames,
  type DatabaseCredentials,
  type DatabaseEngine,
  type DatabaseRotationConfig,
  type DatabaseTlsMode,
  DEFAULT_GENERATED_LENGTH,
  databaseCredentials,
  databaseEngines,
  databaseRotationConfig,
  databaseTlsModes,
  parseJsonText,
  type RotationSubType,
  rotationSubTypes,
  type SharedRotationConfig,
  sharedRotationConfig,
  sharedRotationSources,
} from './csms/rotation-config.ts';
export * from './cts/names.ts';
export * from './eps/names.ts';
export { asOperationError, type ErrorBody, errorAnswer, errorBody } from './error-body.ts';
export {
  type ErrorDetails,
  type ErrorExplanation,
  type ErrorName,
  errorNames,
  errorRow,
  isErrorName,
  OperationError,
} from './errors.ts';
export {
  type AccessKeyStatus,
  accessKeyStatusNames,
  MAX_ACCESS_KEYS_PER_USER,
} from './iam/access-keys.ts';
export { type ApprovalState, approvalStateNames } from './iam/approvals.ts';
export {
  type ConditionValueType,
  conditionKeyTypes,
  conditionOperatorsByType,
  policyResourceTypes,
  RESOURCE_TAG_KEY,
} from './iam/policy-vocabulary.ts';
export {
  grantableOperations,
  macAlgorithmsOf,
  materialLengthInBytes,
  signedDigestLengthInBytes,
  signingAlgorithmsOf,
} from './kms/algorithms.ts';
export {
  ecDatakeySpecNames,
  rsaDatakeySpecNames,
  type SigningAlgorithm,
  signingAlgorithmNames,
} from './kms/asymmetric.ts';
export { MAX_COUNTED_KEYS } from './kms/console-keys.ts';
export { MAX_PLAINTEXT_IN_BYTES } from './kms/data.ts';
export { type DatakeySpec, datakeySpecNames } from './kms/data-keys.ts';
export * from './kms/fields.ts';
export { type GrantOperation, grantOperationNames } from './kms/grants.ts';
export {
  MAX_IMPORT_TOKEN_IN_BYTES,
  MAX_WRAPPED_MATERIAL_IN_BYTES,
  MAX_WRAPPED_PRIVATE_KEY_IN_BYTES,
  type WrappingAlgorithm,
  wrappingAlgorithmNames,
} from './kms/import.ts';
export { foreignServiceNames } from './kms/key-list.ts';
export { dueKindNames, OVERVIEW_DAYS_AHEAD } from './kms/key-overview.ts';
export type { KeyView } from './kms/key-view.ts';
export { type MacAlgorithm, macAlgorithmNames } from './kms/mac.ts';
export { type TagFilter, textOfTagFilter } from './kms/tag-filter.ts';
export { createOpenApiDocument, type OpenApiDocument } from './openapi/document.ts';
export { refusalsOf } from './openapi/refusals.ts';
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
export type { PathValues } from './path-tree.ts';
export {
  type Answer,
  type AnyRoute,
  matchRoute,
  type RequestParts,
  type Route,
  type RouteMatch,
  routesOf,
} from './routes.ts';
export {
  MAX_SUBSCRIPTIONS_PER_TOPIC,
  MAX_TOPICS,
  type SubscriptionProtocol,
  subscriptionProtocolNames,
} from './smn/fields.ts';
export { MAX_MESSAGE_IN_BYTES, type MessageAttribute, messageStructureTexts } from './smn/messages.ts';
export { bindingOf, fieldOn, fullPath, namingOf, type SurfaceName } from './surface.ts';
export { MAX_TAGS } from './tags.ts';
export { annotate, annotationOf } from './wire/annotations.ts';
export {
  base64OfBytes,
  bytesOfBase64,
  bytesOfHex,
  hexOfBytes,
  utf8LengthInBytes,
} from './wire/bytes.ts';
export { compileWireCodec, type HeaderReader, type WireCodec } from './wire/codec.ts';
export { parseJsonBody } from './wire/json.ts';
export type { QueryText } from './wire/query.ts';
export { ruleWords } from './wire/refusal.ts';
export { snakeCase, type WireNaming } from './wire/schema.ts';
