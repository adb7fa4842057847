/** Whom a policy is attached to. */
export interface PolicyHolder {
  readonly kind: 'group' | 'user';
  readonly id: string;
  readonly name: string;
}

/** The holder as the calls that attach and detach name it. */
export function holderInput({
  kind,
  id,
}: PolicyHolder): { readonly groupId: string } | { readonly userId: string } {
  return kind === 'group' ? { groupId: id } : { userId: id };
}
