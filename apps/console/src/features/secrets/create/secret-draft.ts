import {
  DEFAULT_ENTERPRISE_PROJECT_NAME,
  type OperationWireInput,
  SECRET_DEFAULT_KEY,
  type SecretType,
} from '@dewpoint/contract';
import { enterpriseProjectIn } from '../../../shared/enterprise-projects/enterprise-project-field.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import {
  type BrokenRule,
  emptyRotationDraft,
  type RotationDraft,
  rotationWire,
} from '../rotation/rotation-draft.ts';
import { draftProblem, emptyDraft, storedText, type ValueDraft } from '../values/value-draft.ts';

const rules = contractRules['csms.createSecret'].input.shape;

/** A secret while it is typed. It lives in the state of the dialog and nowhere else. */
export interface SecretDraft {
  readonly type: SecretType;
  readonly name: string;
  readonly description: string;
  /** ID, or `default`. */
  readonly enterpriseProject: string;
  readonly kmsKeyId: string;
  /** Name; "" for none. */
  readonly event: string;
  readonly value: ValueDraft;
  readonly rotation: RotationDraft;
}

export const initialDraft: SecretDraft = {
  type: 'COMMON',
  name: '',
  description: '',
  enterpriseProject: DEFAULT_ENTERPRISE_PROJECT_NAME,
  kmsKeyId: SECRET_DEFAULT_KEY,
  event: '',
  value: emptyDraft,
  rotation: emptyRotationDraft,
};

/** What is wrong with the basic data: the rule that each field breaks. */
export interface BrokenBasics {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly value?: boolean;
  readonly enterpriseProject?: boolean;
}

export function brokenBasics(draft: SecretDraft): BrokenBasics {
  return {
    name: rules.name.safeParse(draft.name).error?.issues[0]?.message,
    description: rules.description.safeParse(draft.description).error?.issues[0]?.message,
    value: draftProblem(draft.value, draft.type) !== null,
    enterpriseProject: enterpriseProjectIn(draft.enterpriseProject) === null,
  };
}

/** A shared secret without a schedule has no rotation yet; the login of a database can always be rotated. */
export function rotates({ type, rotation }: SecretDraft): boolean {
  return type !== 'COMMON' || rotation.automatic;
}

export function brokenRotation(draft: SecretDraft): BrokenRule | null {
  if (!rotates(draft)) return null;
  const made = rotationWire(draft.rotation, draft.type);
  return 'broken' in made ? made.broken : null;
}

/** The draft as it is sent, which its steps have found whole. */
export function secretInput(
  draft: SecretDraft,
  tags: OperationWireInput<'csms.createSecret'>['tags'],
): OperationWireInput<'csms.createSecret'> {
  const rotation = rotates(draft) ? rotationWire(draft.rotation, draft.type) : { wire: {} };
  return {
    name: draft.name,
    secretType: draft.type,
    description: draft.description,
    kmsKeyId: draft.kmsKeyId,
    secretString: storedText(draft.value, draft.type),
    enterpriseProjectId: enterpriseProjectIn(draft.enterpriseProject) ?? '',
    eventSubscriptions: draft.event === '' ? [] : [draft.event],
    ...('wire' in rotation ? rotation.wire : {}),
    ...(tags === undefined ? {} : { tags }),
  };
}
