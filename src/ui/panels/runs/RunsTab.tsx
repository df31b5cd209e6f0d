import { useEffect } from 'react';
import { useLab, useLabStore } from '../../useLab.ts';
import { ShowRecorded } from '../parts/recorded/ShowRecorded.tsx';
import { CompareTable } from './CompareTable.tsx';
import { RunCard } from './RunCard.tsx';
import { StorageLine } from './StorageLine.tsx';
import { StudyLink } from './StudyLink.tsx';
import { runs as words } from './words.ts';
import './runs.css';

/** Every run that is kept, and beneath them a table of those that are ticked. */
export function RunsTab() {
  const store = useLabStore();
  const entries = useLab((state) => state.runs.entries);
  const opening = useLab((state) => state.runs.mode === 'opening');
  useEffect(() => {
    void store.getState().loadRuns();
  }, [store]);
  return (
    <div className="runs">
      <StorageLine />
      <ShowRecorded />
      {entries.length === 0 ? (
        <p className="runs-empty">{opening ? words.reading : words.empty}</p>
      ) : (
        <ul className="run-list">
          {entries.map((entry) => (
            <RunCard key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <CompareTable />
      <StudyLink />
    </div>
  );
}
