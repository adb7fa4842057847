/** Wire code, HTTP status, and a message that says what is wrong and how to mend it. */
export type ErrorRow = readonly [code: string, status: number, message: string];
