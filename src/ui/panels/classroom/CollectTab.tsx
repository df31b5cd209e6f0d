import { useMemo, useRef } from 'react';
import { classRoll, type RollEntry } from '../../../results/classroom/classRoll.ts';
import { classTable } from '../../../results/classroom/classTable.ts';
import { downloadFile } from '../../downloadFile.ts';
import { useLab } from '../../useLab.ts';
import { ClassResults } from './ClassResults.tsx';
import { classCsv } from './classCsv.ts';
import { standingWords, whoIs } from './rollWords.ts';
import { collect as words } from './words.ts';

/** Files of which there is something to say, each by its name. */
function Remarks({
  title,
  entries,
}: {
  readonly title: string;
  readonly entries: readonly (readonly [RollEntry, string])[];
}) {
  if (entries.length === 0) return null;
  return (
    <div className="class-remarks">
      <h3>{title}</h3>
      <ul>
        {entries.map(([{ file }, said], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none moves
          <li key={i}>
            <b>{file.fileName}</b>
            {file.handIn && <span className="muted"> {whoIs(file.handIn.student, '')}</span>} {said}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The hand-ins of a class: who counts, who does not and why, and what they found together. */
export function CollectTab() {
  const collected = useLab(({ classroom }) => classroom.collected);
  const catalogue = useLab((state) => state.engine.catalogue);
  const openFiles = useLab((state) => state.openFiles);
  const forget = useLab((state) => state.forgetCollected);
  const picker = useRef<HTMLInputElement>(null);
  const roll = useMemo(() => classRoll(collected), [collected]);
  const rows = useMemo(() => classTable(roll), [roll]);
  const out = roll.flatMap((entry) => {
    const said = standingWords(entry);
    return said === null ? [] : [[entry, said] as const];
  });
  const remarked = roll.flatMap((entry) => {
    const { file, standing, otherSeed } = entry;
    if (standing.is !== 'counted' || !otherSeed || !file.handIn) return [];
    return [[entry, words.otherSeed(file.handIn.record.config.seed)] as const];
  });
  return (
    <>
      <div className="class-actions">
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept=".json"
          aria-label={words.choose}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) void openFiles(files);
          }}
        />
        <button
          type="button"
          className={roll.length === 0 ? 'primary' : ''}
          onClick={() => picker.current?.click()}
        >
          {words.choose}
        </button>
        {roll.length > 0 && (
          <>
            <button
              type="button"
              onClick={() =>
                downloadFile({ name: 'carot-lab-class.csv', parts: [classCsv(roll, catalogue)] })
              }
            >
              {words.csv}
            </button>
            <button type="button" className="quiet" onClick={forget}>
              {words.clear}
            </button>
            <b role="status">{words.counted(roll.length - out.length, roll.length)}</b>
          </>
        )}
      </div>
      {roll.length === 0 && <p className="class-drop">{words.drop}</p>}
      <Remarks title={words.notCounted} entries={out} />
      <Remarks title={words.noteSeed} entries={remarked} />
      {rows.length > 0 && <ClassResults rows={rows} />}
      {roll.length > 0 && <p className="help">{words.help}</p>}
      <p className="help">{words.hash}</p>
    </>
  );
}
