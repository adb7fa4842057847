import { download } from '../../../shared/components/download.ts';

/** Where the bytes of a file go as they come. Nothing is left when the writing is aborted. */
export interface FileSink {
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>>;
}

/** What browsers have that let a page write to a file of the user's choice. */
interface SavePicker {
  showSaveFilePicker(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

/**
 * Asks for a file to write to, where browsers have that; elsewhere the parts become blobs, which browsers keep on disk, and are handed to
 * the download at the end. Either way the page holds a few chunks only.
 * @returns null when the user wants none
 */
export async function openSink(name: string): Promise<FileSink | null> {
  const page: object = window;
  if (!hasPicker(page)) return blobSink(name);
  try {
    const handle = await page.showSaveFilePicker({ suggestedName: name });
    return { writable: await handle.createWritable() };
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'AbortError') return null;
    // The click is too long ago, or the browser lets pages write to none of these folders.
    return blobSink(name);
  }
}

function blobSink(name: string): FileSink {
  const parts: Blob[] = [];
  const writable = new WritableStream<Uint8Array<ArrayBuffer>>({
    async write(bytes) {
      const part = new Blob([bytes]);
      // It can be read once the browser has taken it over from the page; without waiting, what a busy browser has not yet taken piles up.
      await part.slice(0, 1).arrayBuffer();
      parts.push(part);
    },
    close: () => download(name, new Blob(parts), 'application/octet-stream'),
    abort: () => void parts.splice(0),
  });
  return { writable };
}

function hasPicker(page: object): page is SavePicker {
  return 'showSaveFilePicker' in page && typeof page.showSaveFilePicker === 'function';
}
