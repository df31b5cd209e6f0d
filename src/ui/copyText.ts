import { LabError } from '../protocol/labError.ts';
import { noClipboard } from './words.ts';

/** The old way, open to pages by plain http: what is selected in a field is copied. */
function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'visually-hidden';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

/**
 * Puts a text on the clipboard. Browsers hide their clipboard from pages by plain http, and ask or
 * refuse elsewhere.
 * @throws LabError 'no-clipboard' where nothing was copied
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (copySelected(text)) return;
    const { message, hint } = noClipboard;
    throw new LabError('no-clipboard', message, hint);
  }
}
