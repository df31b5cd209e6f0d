import { useEffect, useMemo, useRef, useState } from 'react';
import type { Catalogue } from '../../../protocol/catalogue.ts';
import type { CellResult } from '../../../study/cellResult.ts';
import type { StudyDesign } from '../../../study/design.ts';
import type { StudyQueue } from '../../../study/queue.ts';
import type { QueueState } from '../../../study/queueState.ts';
import { DesignForm } from './DesignForm.tsx';
import { draftOf, readDraft, standardDesign } from './designDraft.ts';
import { QueueView } from './QueueView.tsx';
import { form, words } from './words.ts';

interface StudySetupProps {
  readonly queue: StudyQueue;
  readonly state: QueueState;
  readonly catalogue: Catalogue;
  readonly asked: StudyDesign | null;
  readonly keeps: boolean;
  /** A race whose time is known, best one of this machine; null where there is none. */
  readonly timed: CellResult | null;
  /** Opens a study or a design; gives back the design, if it is one. */
  openFile(file: File): Promise<StudyDesign | null>;
  onDesign(design: StudyDesign): void;
  report(error: unknown): void;
}

/** The design and its races on this machine. */
export function StudySetup(props: StudySetupProps) {
  const { queue, state, catalogue, asked, timed, openFile, onDesign, report } = props;
  const standard = useMemo(() => standardDesign(catalogue, form.standardName), [catalogue]);
  const [draft, setDraft] = useState(() => draftOf(asked ?? standard));
  const picker = useRef<HTMLInputElement>(null);
  const read = useMemo(() => readDraft(draft, catalogue), [draft, catalogue]);
  const locked = state.phase === 'running' || state.phase === 'opening' || state.phase === 'paused';
  const text = JSON.stringify(read.design);

  // What is done of a design is shown as soon as it can be read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the design is its text
  useEffect(() => {
    if (locked || read.problems.length > 0) return;
    queue
      .open(read.design)
      .then(() => onDesign(read.design))
      .catch(report);
  }, [text]);

  return (
    <section className="panel study-setup" aria-labelledby="study-setup">
      <div className="panel-head">
        <h2 id="study-setup">{form.title}</h2>
      </div>
      <DesignForm
        {...{ catalogue, draft, read, locked, timed }}
        change={(change) => setDraft((now) => ({ ...now, ...change }))}
      />
      <div className="controls">
        <button type="button" disabled={locked} onClick={() => setDraft(draftOf(standard))}>
          {form.standard}
        </button>
        <button type="button" onClick={() => picker.current?.click()}>
          {words.openFile}
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={words.openFile}
          onChange={async ({ target }) => {
            const [file] = target.files ?? [];
            target.value = '';
            const design = file && (await openFile(file));
            if (design && !locked) setDraft(draftOf(design));
          }}
        />
      </div>
      <QueueView
        {...{ state, catalogue }}
        keeps={props.keeps}
        ready={read.problems.length === 0 && read.cells.length > 0}
        run={() => void queue.run().catch(report)}
        pause={() => void queue.pause().catch(report)}
      />
    </section>
  );
}
