import { randomInt } from 'node:crypto';
import { type CharacterClass, characterClasses } from '@dewpoint/contract';

/**
 * A random value of the wanted length in which each class of characters occurs.
 * @param length at least as many as there are classes
 */
export function generateValue(length: number, classes: readonly CharacterClass[]): string {
  const alphabets = [...new Set(classes)].map((name) => characterClasses[name]);
  if (alphabets.length === 0 || length < alphabets.length) {
    throw new TypeError(`rotation: ${length} characters cannot hold ${alphabets.length} classes`);
  }
  const everything = alphabets.join('');
  const characters = Array.from({ length }, () => pick(everything));
  // Drawn anew until each class is there: unlike putting one of each in, this leaves every value that qualifies equally likely.
  return alphabets.every((alphabet) => characters.some((character) => alphabet.includes(character)))
    ? characters.join('')
    : generateValue(length, classes);
}

function pick(alphabet: string): string {
  return alphabet.charAt(randomInt(alphabet.length));
}
