import { useState } from 'react';
import { later } from '../../../later.tsx';
import { Word } from '../../help/sheet/Word.tsx';
import { words as batchWords } from '../batches/words.ts';
import type { MetricDetailsProps } from '../MetricDetails.tsx';
import { words } from './words.ts';
import './posthoc.css';

const PosthocTable = later(() => import('./PosthocTable.tsx').then((m) => m.PosthocTable));

const BatchTable = later(() => import('../batches/BatchTable.tsx').then((m) => m.BatchTable));

/** Calibrators are fitted, and batches averaged, when somebody asks to see them. */
export function PosthocFold(props: MetricDetailsProps) {
  const [open, setOpen] = useState(false);
  const [batches, setBatches] = useState(false);
  return (
    <>
      <details className="posthoc" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Word of={words.heads.calibrator}>{words.title}</Word>
        </summary>
        {open && <PosthocTable {...props} />}
      </details>
      <details
        className="posthoc by-batch"
        onToggle={(event) => setBatches(event.currentTarget.open)}
      >
        <summary>
          <Word of={batchWords.estimator}>{batchWords.title}</Word>
        </summary>
        {batches && <BatchTable {...props} />}
      </details>
    </>
  );
}
