const MAX_RANDOM_LENGTH_IN_BYTES = 65_536;

/** @throws RangeError */
export function assertRandomLength(lengthInBytes: number): void {
  if (!Number.isInteger(lengthInBytes) || lengthInBytes < 1 || lengthInBytes > MAX_RANDOM_LENGTH_IN_BYTES) {
    throw new RangeError(
      `random length: want 1 to ${MAX_RANDOM_LENGTH_IN_BYTES} bytes, got ${lengthInBytes}`,
    );
  }
}
