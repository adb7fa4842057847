import type { Secret } from '../api/secret-queries.ts';

/** What is done with secrets from the list and the details, the likeliest first (SEC-08, SEC-09). */
export const secretActionNames = ['backup', 'delete', 'cancelDeletion'] as const;
export type SecretActionName = (typeof secretActionNames)[number];

interface SecretAction {
  readonly from: Secret['state'];
  /** Any of them is enough. */
  readonly operations: readonly string[];
}

const secretActions: Readonly<Record<SecretActionName, SecretAction>> = {
  backup: { from: 'enabled', operations: ['csms.downloadSecretBlob'] },
  delete: { from: 'enabled', operations: ['csms.scheduleSecretDeletion', 'csms.deleteSecret'] },
  cancelDeletion: { from: 'pendingDeletion', operations: ['csms.cancelSecretDeletion'] },
};

export function isSecretActionName(name: string | null): name is SecretActionName {
  return secretActionNames.some((known) => known === name);
}

/** Whether the state of the secret allows the act; permission is another question. */
export function allows(secret: Pick<Secret, 'state'>, name: SecretActionName): boolean {
  return secretActions[name].from === secret.state;
}

export function mayDo(permitted: readonly string[], name: SecretActionName): boolean {
  return secretActions[name].operations.some((operation) => permitted.includes(operation));
}

/** What can be done with the secret by someone with these operations. */
export function possibleActions(
  secret: Pick<Secret, 'state'>,
  permitted: readonly string[],
): readonly SecretActionName[] {
  return secretActionNames.filter((name) => allows(secret, name) && mayDo(permitted, name));
}

/** Operation that a refusal of the act names. */
export function operationOf(name: SecretActionName): string {
  return secretActions[name].operations[0] ?? '';
}
