import { useState } from 'react';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { useClosing } from '../parts/useClosing.ts';
import { recorded as words } from './words.ts';

/** Come when somebody asks. */
const Particulars = later(() =>
  import('./particulars/RecordedParticulars.tsx').then((m) => m.RecordedParticulars),
);

/** Says of what is on the page that it was not made here; opened, where, when and how it was. */
export function RecordedChip() {
  const recording = useLab((state) => state.recorded.recording);
  const [asked, setAsked] = useState(false);
  const ref = useClosing();
  if (!recording) return null;
  const day = new Date(recording.made.at).toISOString().slice(0, 10);
  return (
    <details className="chip recorded-chip" ref={ref} onToggle={() => setAsked(true)}>
      <summary className="recorded-tag" title={words.title(day)}>
        {words.tag}
      </summary>
      <div className="popover">{asked && <Particulars recording={recording} />}</div>
    </details>
  );
}
