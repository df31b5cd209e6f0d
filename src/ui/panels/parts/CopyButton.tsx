import { useEffect, useState } from 'react';
import { copyButton as words } from './words.ts';

/** How long it says so, ms. */
const saysFor = 2000;

interface CopyButtonProps {
  readonly name: string;
  readonly disabled?: boolean;
  readonly look?: 'wide' | 'primary';
  /** Whether it was copied; why not, is said elsewhere. */
  copy(): Promise<boolean>;
}

/** Puts something on the clipboard, and says for a moment that it is there. */
export function CopyButton({ name, disabled = false, look, copy }: CopyButtonProps) {
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), saysFor);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      className={look}
      disabled={disabled}
      onClick={async () => {
        if (await copy()) setCopied((times) => times + 1);
      }}
    >
      {copied > 0 ? words.copied : name}
    </button>
  );
}
