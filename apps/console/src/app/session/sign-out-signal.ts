/** Says that a call was refused because nobody is signed in any more. Raised by the query client, heard by the shell. */
export class SignOutSignal {
  #raised = false;
  readonly #listeners = new Set<() => void>();

  readonly isRaised = (): boolean => this.#raised;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  raise(): void {
    this.#set(true);
  }

  /** After signing in again. */
  lower(): void {
    this.#set(false);
  }

  #set(raised: boolean): void {
    if (this.#raised === raised) return;
    this.#raised = raised;
    for (const listener of this.#listeners) listener();
  }
}
