import { useEffect, useState } from 'react';
import { runName } from '../../../store/archive/runNames.ts';
import type { MadeHandIn } from '../../../store/classroom/state.ts';
import { raceStep } from '../../../store/run/selectors.ts';
import { downloadFile } from '../../downloadFile.ts';
import { svgToPng } from '../../exportChart.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import { handInCard } from './handInCard.ts';
import { StudentNumber } from './StudentNumber.tsx';
import { handIn as words } from './words.ts';

/** The race on the page in a line, and what stands in the way of handing it in. */
function RaceLine() {
  const run = useLab((state) => state.run);
  const catalogue = useLab((state) => state.engine.catalogue);
  const number = useLab(({ classroom }) => classroom.student.number);
  if (!run || !catalogue) return <p className="muted">{words.none}</p>;
  const { seed } = run.config;
  return (
    <p>
      {runName(run.config, raceStep(run), catalogue)}
      {run.phase !== 'finished' && <span className="muted"> {words.notFinished}</span>}
      {number !== null && number !== seed && (
        <span className="muted"> {words.otherSeed(seed)}</span>
      )}
    </p>
  );
}

/** What was made, to be looked at and taken away. */
function Made({ made, svg }: { readonly made: MadeHandIn; readonly svg: string }) {
  const [url, setUrl] = useState('');
  const { said, attempt } = useAttempt();
  useEffect(() => {
    const next = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setUrl(next);
    return () => URL.revokeObjectURL(next);
  }, [svg]);
  const savePng = async () => {
    const png = new Uint8Array(await (await svgToPng(svg)).arrayBuffer());
    downloadFile({ name: made.file.name.replace(/\.json$/, '.png'), parts: [png] });
  };
  return (
    <>
      <div className="class-actions">
        <button
          type="button"
          className="primary"
          onClick={() => attempt(() => downloadFile(made.file), words.downloaded)}
        >
          {words.json}
        </button>
        <button type="button" onClick={() => attempt(savePng, words.downloaded)}>
          {words.png}
        </button>
        <span role="status" className="muted">
          {said}
        </span>
      </div>
      {url !== '' && <img className="class-card" src={url} alt={words.alt} />}
    </>
  );
}

/** Name and number, the race, and the hand-in as a file and as a card. */
export function HandInTab() {
  const store = useLabStore();
  const student = useLab(({ classroom }) => classroom.student);
  const setStudent = useLab((state) => state.setStudent);
  const catalogue = useLab((state) => state.engine.catalogue);
  const canHandIn = useLab(({ run }) => run?.phase === 'finished');
  const setLabel = useLab(({ engine }) => {
    const sets = engine.loaded?.dataset.splits.filter(({ role }) => role === 'ood') ?? [];
    return `OOD ${sets.at(-1)?.label ?? ''}`;
  });
  const [made, setMade] = useState<MadeHandIn | null>(null);
  const [busy, setBusy] = useState(false);
  const { said, attempt } = useAttempt();
  const isOfOther =
    made && (made.student.name !== student.name.trim() || made.student.number !== student.number);
  const make = async () => {
    setBusy(true);
    try {
      setMade(await store.getState().handIn());
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <section className="class-who">
        <label className="field">
          <span>{words.name}</span>
          <input
            value={student.name}
            maxLength={80}
            autoComplete="name"
            onChange={(event) => setStudent({ name: event.target.value })}
          />
        </label>
        <StudentNumber label={words.number} />
      </section>
      <section>
        <h3>{words.race}</h3>
        <RaceLine />
        <p className="help">{words.help}</p>
      </section>
      <div className="class-actions">
        <button
          type="button"
          className={made && !isOfOther ? '' : 'primary'}
          disabled={busy || !canHandIn}
          onClick={() => attempt(make)}
        >
          {busy ? words.making : words.make}
        </button>
        <span role="status" className="muted">
          {said}
        </span>
      </div>
      {made && !isOfOther && <Made made={made} svg={handInCard(made, catalogue, setLabel)} />}
    </>
  );
}
