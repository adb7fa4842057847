/**
 * What the product may do by itself (TRC-05), by the name of the principal in traces. A job does nothing through the pipeline that is not
 * named here.
 */
const duties: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['rotation', new Set(['kms:cmk:rotateondemand', 'csms:secret:rotate'])],
  ['key-deletion', new Set(['kms:cmk:delete'])],
  ['key-expiry', new Set(['kms:cmk:deletematerial'])],
  ['secret-deletion', new Set(['csms:secret:delete'])],
]);

/** @param names of the action in canonical form */
export function systemPrincipalMay(principalName: string, names: readonly string[]): boolean {
  const duty = duties.get(principalName);
  return duty !== undefined && names.some((name) => duty.has(name));
}
