import { useState } from 'react';
import type { RunRecord } from '../../../results/runRecord.ts';
import { assetsToLoad } from '../../../store/archive/assetsToLoad.ts';
import { words as archiveWords } from '../../../store/archive/open/words.ts';
import { presetDiff } from '../../../store/archive/runNames.ts';
import type { KeptRun } from '../../../store/archive/state.ts';
import { words as shareWords } from '../../../store/share/words.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatCount } from '../../format.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { Icon } from '../parts/Icon.tsx';
import { DeleteRun } from './DeleteRun.tsx';
import { runs as words } from './words.ts';

const when = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

function Markers({ record }: { record: RunRecord }) {
  const methods = useLab((state) => state.engine.catalogue?.methods);
  const ids = new Set(record.results.map(({ methodId }) => methodId));
  return (
    <span className="run-markers" aria-hidden="true">
      {methods
        ?.filter(({ id }) => ids.has(id))
        .map(({ id, style }) => (
          <Marker key={id} style={style} size={11} />
        ))}
    </span>
  );
}

/** A text that is changed where it stands: Enter or leaving keeps it, Escape takes it back. */
function NameField({ id, name }: { id: string; name: string }) {
  const store = useLabStore();
  const [text, setText] = useState(name);
  return (
    <input
      className="run-name"
      aria-label={words.name}
      dir="auto"
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(name);
        }
      }}
      onBlur={() => {
        if (text.trim() === '') setText(name);
        else if (text !== name) void store.getState().renameRun(id, text);
      }}
    />
  );
}

function Notes({ id, notes }: { id: string; notes: string }) {
  const store = useLabStore();
  const [text, setText] = useState(notes);
  return (
    <textarea
      className="run-notes"
      aria-label={words.notes}
      placeholder={words.notesHint}
      dir="auto"
      rows={2}
      maxLength={20_000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text !== notes) void store.getState().noteRun(id, text);
      }}
    />
  );
}

function Known({ entry, record }: { entry: KeptRun; record: RunRecord }) {
  const store = useLabStore();
  const catalogue = useLab((state) => state.engine.catalogue);
  const isOpen = useLab((state) => state.runs.openId === record.id);
  const busy = useLab((state) => state.runs.busyId === record.id);
  const compared = useLab((state) => state.compare.runIds.includes(record.id));
  const needs = useLab((state) => assetsToLoad(record.config, state));
  const [noting, setNoting] = useState(false);
  const diff = catalogue ? presetDiff(record.config, catalogue) : '';
  const assets = `${record.model.label} · ${record.dataset.label} ${record.dataset.version}`;
  const { step, config, backend, phase, savedAt, name, notes } = record;
  return (
    <>
      <input
        type="checkbox"
        className="run-tick"
        aria-label={words.compare(name)}
        title={words.compare(name)}
        checked={compared}
        onChange={() => store.getState().toggleCompared(record.id)}
      />
      <NameField key={name} id={record.id} name={name} />
      <div className="run-actions">
        {isOpen ? (
          <span className="run-open">{words.shown}</span>
        ) : (
          <button
            type="button"
            disabled={busy || needs === 'not here'}
            title={
              needs === 'load'
                ? words.loadTitle(assets)
                : needs === 'not here'
                  ? words.notHere(assets)
                  : undefined
            }
            onClick={() => void store.getState().openRun(record.id)}
          >
            {busy ? words.opening : needs === 'load' ? words.loadAndOpen : words.open}
          </button>
        )}
        {notes === '' && (
          <button
            type="button"
            className="icon-button"
            aria-label={words.addNotes}
            title={words.addNotes}
            aria-expanded={noting}
            onClick={() => setNoting(!noting)}
          >
            <Icon name="plus" />
          </button>
        )}
        <DeleteRun id={record.id} name={name} />
      </div>
      <div className="run-body">
        <p className="run-diff">{diff === '' ? shareWords.atPreset : diff}</p>
        <p className="run-meta">
          <Markers record={record} />
          <span>{when.format(savedAt)}</span>
          {needs !== 'nothing' && <span className="run-flag">{assets}</span>}
          <span>{words.step(formatCount(step), formatCount(config.steps))}</span>
          <span>{backend.backend === 'webgpu' ? 'WebGPU' : backend.backend.toUpperCase()}</span>
          {phase !== 'finished' && <span>{words.phases[phase]}</span>}
          {record.imported && <span className="run-flag">{words.imported}</span>}
          {record.payloads.length === 0 && <span>{words.resultsOnly}</span>}
          {entry.state === 'unsaved' && <span className="run-flag">{words.unsaved}</span>}
          {entry.state === 'damaged' && <span className="run-flag">{words.partlyDamaged}</span>}
        </p>
        {(noting || notes !== '') && <Notes key={notes} id={record.id} notes={notes} />}
      </div>
    </>
  );
}

/** One kept run; one that cannot be read still says so, and can be deleted. */
export function RunCard({ entry }: { entry: KeptRun }) {
  const isOpen = useLab((state) => state.runs.openId === entry.id);
  return (
    <li className="run-card" data-open={isOpen}>
      {entry.record ? (
        <Known entry={entry} record={entry.record} />
      ) : (
        <>
          <span />
          <p className="run-name">{entry.id}</p>
          <div className="run-actions">
            {entry.state !== 'newer' && <DeleteRun id={entry.id} name={entry.id} />}
          </div>
          <p className="run-body run-diff">
            {entry.state === 'newer' ? archiveWords.newer.message : archiveWords.unreadable.message}
          </p>
        </>
      )}
    </li>
  );
}
