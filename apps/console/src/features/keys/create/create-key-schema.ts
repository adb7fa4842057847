import type { KeySpecName, KeyUsage } from '@dewpoint/contract';
import { z } from 'zod';
import { enterpriseProjectIn } from '../../../shared/enterprise-projects/enterprise-project-field.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { type TagListRules, tagList } from '../../../shared/tags/tag-rules.ts';

/** What the dialog asks for, under the rules of the operation itself: the same ones, in the same words, as in the server. */
export const createKeyForm = contractRules['kms.createKey'].input.pick({
  keyAlias: true,
  keySpec: true,
  keyUsage: true,
  keyDescription: true,
});

/** As it is typed: an ID or `default`; the field tells the rule. */
const enterpriseProject = z.string().refine((text) => enterpriseProjectIn(text) !== null);

/** The same with the enterprise project, and the tags that the key gets as soon as it is there. */
export function createKeyFormWithTags(rules: Pick<TagListRules, 'twice' | 'present'>) {
  return createKeyForm.extend({
    enterpriseProjectId: enterpriseProject,
    tags: tagList({ taken: [], ...rules }),
  });
}
export type CreateKeyForm = z.input<ReturnType<typeof createKeyFormWithTags>>;

/** Usages that a spec can have, the default first (KEY-04). */
export function usagesOf(spec: KeySpecName): readonly [KeyUsage, ...KeyUsage[]] {
  if (spec.startsWith('RSA_') || spec === 'SM2') return ['SIGN_VERIFY', 'ENCRYPT_DECRYPT'];
  if (spec.startsWith('EC_')) return ['SIGN_VERIFY'];
  return spec.startsWith('HMAC_') ? ['GENERATE_VERIFY_MAC'] : ['ENCRYPT_DECRYPT'];
}

export function isKeySpecName(value: string): value is KeySpecName {
  return createKeyForm.shape.keySpec.unwrap().safeParse(value).success;
}
