import {
  type ConditionValueType,
  conditionKeyTypes,
  conditionOperatorsByType,
  RESOURCE_TAG_KEY,
} from '@dewpoint/contract';
import { contractRules } from '../../../shared/forms/contract-rules.ts';

/** An action that the editor offers. */
export interface ActionChoice {
  readonly action: string;
  readonly service: string;
  /** What it is for, in the words of the first operation that asks for it; null for all actions of a service. */
  readonly summary: string | null;
}

/** Every action that an operation asks for, and all of each service; ordered by service. */
export const actionChoices: readonly ActionChoice[] = choices();

function choices(): readonly ActionChoice[] {
  const found = new Map<string, ActionChoice>();
  for (const { action, summary } of Object.values(contractRules)) {
    if (action === null) continue;
    const service = action.split(':')[0] ?? '';
    const every = `${service}:*:*`;
    if (!found.has(every)) found.set(every, { action: every, service, summary: null });
    if (!found.has(action)) found.set(action, { action, service, summary });
  }
  return [...found.values()].toSorted((a, b) => a.action.localeCompare(b.action, 'en'));
}

const keyTypes: Readonly<Record<string, ConditionValueType>> = conditionKeyTypes;

/** Condition keys in the order in which people look for them. */
export const conditionKeyChoices: readonly string[] = [
  ...Object.keys(keyTypes).toSorted((a, b) => a.localeCompare(b, 'en')),
  RESOURCE_TAG_KEY,
];

/** Operators that compare a key; those of texts where the key is not known. */
export function operatorsOf(key: string): readonly string[] {
  const type = Object.hasOwn(keyTypes, key) ? keyTypes[key] : undefined;
  return conditionOperatorsByType[type ?? 'text'];
}
