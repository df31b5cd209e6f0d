import type { NamedFile } from '../store/share/state.ts';

/** Hands a file to the person: always as a download, never to be opened as a page. */
export function downloadFile({ name, parts }: NamedFile): void {
  const blob = new Blob(parts as BlobPart[], { type: 'application/octet-stream' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the file after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
