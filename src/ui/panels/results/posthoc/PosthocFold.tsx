import { useState } from 'react';
import { later } from '../../../later.tsx';
import type { MetricDetailsProps } from '../MetricDetails.tsx';
import { words } from './words.ts';

const PosthocTable = later(() => import('./PosthocTable.tsx').then((m) => m.PosthocTable));

/** Calibrators are fitted when somebody asks to see them. */
export function PosthocFold(props: MetricDetailsProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="posthoc" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary title={words.titleHelp}>{words.title}</summary>
      {open && <PosthocTable {...props} />}
    </details>
  );
}
