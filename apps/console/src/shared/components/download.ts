/** Lets the browser save a file that the page made. Its bytes go nowhere else. */
export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file over by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** A text as the name of a file on every system: what some of them refuse becomes `_`. */
export function fileNameOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
}
