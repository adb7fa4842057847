import { randomInt } from 'node:crypto';
import { OperationError } from '@dewpoint/contract';

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;
const MIN_BESIDE_NAME = 3;
const GENERATED_LENGTH = 24;
/** Without the letters that people take for one another. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

/** 24 characters of 56: 139 random bits, in groups that can be typed from paper. */
export function generatePassword(): string {
  const characters = Array.from({ length: GENERATED_LENGTH }, () => alphabet[randomInt(alphabet.length)]);
  return characters.join('').replace(/(.{6})(?=.)/g, '$1-');
}

/**
 * Length counts, not kinds of characters (NIST SP 800-63B 5.1.1.2); what is guessed first is refused.
 * @throws OperationError parameterInvalid naming `field`
 */
export function requireUsablePassword(password: string, userName: string, field: string): void {
  const refuse = (message: string): never => {
    throw new OperationError('parameterInvalid', { field, message: `${field} ${message}` });
  };
  const length = [...password].length;
  if (length < MIN_LENGTH) refuse(`is too short. Use at least ${MIN_LENGTH} characters.`);
  if (length > MAX_LENGTH) refuse(`is too long. Use at most ${MAX_LENGTH} characters.`);
  if (/\p{Cc}/u.test(password))
    refuse('has control characters, which cannot be typed again. Leave them out.');
  if (new Set(password).size < 4) refuse('repeats too few characters. Use at least 4 different ones.');
  if (password.toLowerCase().replaceAll(userName.toLowerCase(), '').length < MIN_BESIDE_NAME) {
    refuse('is hardly more than the user name. Choose another one.');
  }
}
