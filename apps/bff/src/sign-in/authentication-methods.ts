/**
 * True when a token says that its user proved more than one factor: `mfa` among the authentication methods of its `amr` claim (OpenID
 * Connect Core 1.0 §2, RFC 8176 §2). Single methods are not added up: which of them are factors of different kinds, only the provider knows.
 */
export function provedSeveralFactors(amr: unknown): boolean {
  return Array.isArray(amr) && amr.includes('mfa');
}
