import { useCallback, useEffect, useMemo, useState } from 'react';
import { showAbout } from '../../../math/units.ts';
import type { Catalogue } from '../../../protocol/catalogue.ts';
import type { LabErrorShape } from '../../../protocol/labError.ts';
import { axisPoints, type StudyDesign } from '../../../study/design.ts';
import type { StudyQueue } from '../../../study/queue.ts';
import { readDesign } from '../../../study/readDesign.ts';
import { readStudyFile } from '../../../study/readStudyFile.ts';
import { type StudyFile, studyFile } from '../../../study/studyFile.ts';
import { formatCount } from '../../format.ts';
import { Tabs } from '../parts/Tabs.tsx';
import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../styles/base.css';
import '../../styles/layout.css';
import '../../styles/controls.css';
import '../parts/tables.css';
import './study.css';
import type { ImagesOf } from './Files.tsx';
import { StudyResults } from './StudyResults.tsx';
import { StudySetup } from './StudySetup.tsx';
import { useQueue } from './useQueue.ts';
import { words } from './words.ts';

export interface StudyPageProps {
  readonly queue: StudyQueue;
  readonly catalogue: Catalogue;
  /** What a link asks for, or was there last; null for the lab's defaults. */
  readonly asked: StudyDesign | null;
  /** The study that comes with the lab; null where none does. */
  recorded(): Promise<StudyFile | null>;
  readonly imagesOf: ImagesOf;
  remember(design: StudyDesign): void;
  /** Whether what is done outlasts the page. */
  readonly keeps: boolean;
}

type Source = 'own' | 'recorded' | 'file';

/** What the shown numbers are of: data, model, steps, machine; and whether they were recorded. */
function Told({ source, study }: { source: Source; study: StudyFile }) {
  const { cells, design } = study;
  const [first] = cells;
  if (!first) return null;
  const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
  const { dataset, model, backend, browser, ended } = first;
  const what = words.what(
    `${dataset.id} ${dataset.version.split(' ')[0]}`,
    model.id,
    formatCount(design.config.steps),
    `${backend.backend} (${backend.adapter})`,
    showAbout(1000 * seconds),
  );
  const races = design.seeds.length * axisPoints(design.axes).length;
  const part = cells.length < races ? words.part(cells.length, races) : '';
  if (source !== 'recorded') {
    return (
      <p className="muted">
        {source === 'file' && words.ofFile(design.name)} {what} {part}
      </p>
    );
  }
  return (
    <p className="notice study-told">
      <b className="study-tag">{words.recorded}</b>{' '}
      {words.recordedBy(ended.slice(0, 10), `Chromium ${browser.replace(/\..*$/, '')}`)} {what}{' '}
      {part}
    </p>
  );
}

/** A study: what is known, recorded or one's own, and what can be run here. */
export function StudyPage(props: StudyPageProps) {
  const { queue, catalogue, asked, recorded, imagesOf, remember, keeps } = props;
  const state = useQueue(queue);
  const [shipped, setShipped] = useState<StudyFile | null | undefined>(undefined);
  const [opened, setOpened] = useState<StudyFile | null>(null);
  const [wanted, setWanted] = useState<Source | null>(null);
  const [design, setDesign] = useState<StudyDesign | null>(null);
  const [error, setError] = useState<LabErrorShape | null>(null);
  const report = useCallback((reason: unknown) => {
    const { code = 'unknown', message, hint = '' } = reason as Partial<LabErrorShape>;
    setError({ code, message: message ?? String(reason), hint });
  }, []);
  useEffect(() => {
    recorded()
      .then(setShipped)
      .catch((reason: unknown) => {
        setShipped(null);
        report(reason);
      });
  }, [recorded, report]);

  const done = useMemo(() => Object.values(state.done), [state.done]);
  const own = useMemo(
    () => (design && done.length > 0 ? studyFile(design, done, catalogue.methods) : null),
    [design, done, catalogue],
  );
  const studies = { own, recorded: shipped ?? null, file: opened };
  const known = (['own', 'recorded', 'file'] as const).filter((one) => studies[one]);
  const source = wanted && known.includes(wanted) ? wanted : (known[0] ?? null);
  const study = source && studies[source];

  const openFile = async (file: File) => {
    try {
      const text = await file.text();
      const value = JSON.parse(text) as { kind?: unknown; seeds?: unknown };
      setError(null);
      if (value.kind === undefined && value.seeds !== undefined) return readDesign(value);
      setOpened(readStudyFile(text));
      setWanted('file');
    } catch (reason) {
      report(reason);
    }
    return null;
  };

  return (
    <main className="study">
      <header className="study-head">
        <div className="panel-head">
          <h1>{words.title}</h1>
          <a href="./">{words.back}</a>
        </div>
        <p>{words.about}</p>
      </header>
      {error && (
        <div className="notice error" role="alert">
          <p>
            <b>{error.message}</b> {error.hint}
          </p>
        </div>
      )}
      <StudySetup
        {...{ queue, state, catalogue, asked, keeps, openFile, report }}
        timed={done[0] ?? shipped?.cells[0] ?? null}
        onDesign={(next) => {
          setDesign(next);
          remember(next);
        }}
      />
      <div className="study-results panel">
        {known.length > 1 && source && (
          <Tabs<Source>
            label={words.show}
            tabs={
              Object.fromEntries(known.map((one) => [one, words.sources[one]])) as Record<
                Source,
                string
              >
            }
            chosen={source}
            choose={setWanted}
          />
        )}
        {study && source ? (
          <>
            <Told source={source} study={study} />
            <StudyResults
              study={study}
              recorded={source === 'recorded'}
              imagesOf={source === 'own' ? imagesOf : null}
              report={report}
            />
          </>
        ) : (
          <p className="muted" role="status">
            {shipped === undefined ? words.waiting : words.none}
          </p>
        )}
      </div>
    </main>
  );
}
