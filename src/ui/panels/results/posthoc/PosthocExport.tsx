import { useState } from 'react';
import { latexTable, markdownTable, tableCsv } from '../../../../results/exports/tableText.ts';
import { toShown } from '../../../../store/kit/toShown.ts';
import { copyText } from '../../../copyText.ts';
import { downloadFile } from '../../../downloadFile.ts';
import { exportedPosthoc, type PosthocToExport } from './exportedPosthoc.ts';
import { words } from './words.ts';

/** Takes the table elsewhere once it is whole. */
export function PosthocExport(asked: PosthocToExport) {
  const { calibrators, rows, methodId } = asked;
  const [said, setSaid] = useState('');
  const complete = calibrators.length > 0 && rows.size === calibrators.length + 1;
  const attempt = async (work: () => unknown, done: string) => {
    try {
      await work();
      setSaid(done);
    } catch (error) {
      const { message, hint } = toShown(error);
      setSaid(`${message} ${hint}`);
    }
  };
  const copy = (write: typeof latexTable) => () =>
    attempt(() => copyText(write(exportedPosthoc(asked))), words.copied);
  const download = () =>
    attempt(
      () => downloadFile({ name: words.file(methodId), parts: [tableCsv(exportedPosthoc(asked))] }),
      '',
    );
  return (
    <div className="inline">
      <button type="button" className="small" disabled={!complete} onClick={copy(markdownTable)}>
        {words.copyMarkdown}
      </button>
      <button type="button" className="small" disabled={!complete} onClick={copy(latexTable)}>
        {words.copyLatex}
      </button>
      <button type="button" className="small" disabled={!complete} onClick={download}>
        {words.download}
      </button>
      <span className="help" role="status">
        {said}
      </span>
    </div>
  );
}
