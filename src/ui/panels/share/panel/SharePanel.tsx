import { useRef } from 'react';
import { latexTable, markdownTable } from '../../../../results/exports/tableText.ts';
import { hasResult } from '../../../../store/results/shown.ts';
import { runMethods } from '../../../../store/run/selectors.ts';
import type { NamedFile } from '../../../../store/share/state.ts';
import { copyText } from '../../../copyText.ts';
import { downloadFile } from '../../../downloadFile.ts';
import { useLab, useLabStore } from '../../../useLab.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { useAttempt } from '../../parts/useAttempt.ts';
import { ClusterButtons } from './ClusterButtons.tsx';
import { WeightButtons } from './WeightButtons.tsx';
import { words } from './words.ts';

/** What leaves the page and what comes in; every sentence on how it went stands at the foot. */
export function SharePanel({ close }: { readonly close: () => void }) {
  const store = useLabStore();
  const hasResults = useLab(
    (state) => state.run !== null && runMethods(state).some(({ id }) => hasResult(state, id)),
  );
  const sharing = useLab((state) => state.sharing);
  const picker = useRef<HTMLInputElement>(null);
  const { said, attempt } = useAttempt(words.working);
  const copy = (text: () => string | Promise<string>, done: string) =>
    attempt(async () => copyText(await text()), done);
  const download = (make: () => NamedFile | Promise<NamedFile>) =>
    attempt(async () => downloadFile(await make()), words.downloaded);
  const { resultsCsv, resultsJson, stepsFile, tableCsv, exportedTable, openFiles, showClass } =
    store.getState();

  return (
    <>
      <section>
        <h3>{words.link.title}</h3>
        <CopyButton
          look="wide"
          name={words.link.copy}
          copy={() => copy(() => location.href, words.link.copied)}
        />
        <p className="help">{words.link.help}</p>
      </section>
      <section>
        <h3>{words.class.title}</h3>
        <div className="share-grid">
          {(['link', 'handIn', 'collect'] as const).map((sheet) => (
            <button
              key={sheet}
              type="button"
              onClick={() => {
                close();
                showClass(sheet);
              }}
            >
              {words.class[sheet]}
            </button>
          ))}
        </div>
        <p className="help">{words.class.help}</p>
      </section>
      <section>
        <h3>{words.results.title}</h3>
        <div className="share-grid">
          <button type="button" disabled={!hasResults} onClick={() => download(() => resultsCsv())}>
            {words.results.csv}
          </button>
          <button
            type="button"
            disabled={!hasResults}
            onClick={() => download(() => resultsCsv(true))}
          >
            {words.results.logits}
          </button>
          <button type="button" disabled={!hasResults} onClick={() => download(resultsJson)}>
            {words.results.json}
          </button>
          <button type="button" disabled={!hasResults} onClick={() => download(tableCsv)}>
            {words.results.table}
          </button>
          {(['csv', 'tensorboard'] as const).map((format) => (
            <button
              key={format}
              type="button"
              disabled={!hasResults}
              onClick={() => download(() => stepsFile(format))}
            >
              {words.results.steps[format]}
            </button>
          ))}
          <CopyButton
            name={words.results.latex}
            disabled={!hasResults}
            copy={() =>
              copy(async () => latexTable(await exportedTable()), words.results.copied('LaTeX'))
            }
          />
          <CopyButton
            name={words.results.markdown}
            disabled={!hasResults}
            copy={() =>
              copy(
                async () => markdownTable(await exportedTable()),
                words.results.copied('Markdown'),
              )
            }
          />
        </div>
        <p className="help">{hasResults ? words.results.help : words.results.none}</p>
      </section>
      <WeightButtons download={download} />
      <ClusterButtons download={download} copy={copy} />
      <section>
        <h3>{words.open.title}</h3>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept=".json,.safetensors"
          aria-label={words.open.choose}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) void openFiles(files);
          }}
        />
        <button
          type="button"
          className="wide"
          disabled={sharing}
          onClick={() => picker.current?.click()}
        >
          {sharing ? words.working : words.open.choose}
        </button>
        <p className="help">{words.open.help}</p>
      </section>
      <p className="share-said" role="status">
        {said}
      </p>
    </>
  );
}
