import { useState } from 'react';
import { latexTable, markdownTable, tableCsv } from '../../../results/exports/tableText.ts';
import { toShown } from '../../../store/kit/toShown.ts';
import { copyText } from '../../copyText.ts';
import { downloadFile } from '../../downloadFile.ts';
import { useLab } from '../../useLab.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { type Comparison, exportedComparison } from './exportedComparison.ts';
import { compare as words } from './words.ts';

/** Takes the comparison elsewhere, in the order and with the columns in which it stands. */
export function CompareExport({ comparison }: { comparison: Comparison }) {
  const catalogue = useLab((state) => state.engine.catalogue);
  const [said, setSaid] = useState('');
  const table = () => exportedComparison(comparison, catalogue);
  const attempt = async (work: () => unknown, done: string) => {
    try {
      await work();
      setSaid(done);
      return true;
    } catch (error) {
      const { message, hint } = toShown(error);
      setSaid(`${message} ${hint}`);
      return false;
    }
  };
  // Half a table is none.
  const complete = comparison.rows.every(({ cells }) =>
    Object.values(cells).every(({ value }) => value !== undefined),
  );
  return (
    <div className="compare-export">
      <CopyButton
        name={words.copyMarkdown}
        disabled={!complete}
        copy={() => attempt(() => copyText(markdownTable(table())), words.copied)}
      />
      <CopyButton
        name={words.copyLatex}
        disabled={!complete}
        copy={() => attempt(() => copyText(latexTable(table())), words.copied)}
      />
      <button
        type="button"
        disabled={!complete}
        onClick={() =>
          attempt(
            () => downloadFile({ name: 'carot-lab-comparison.csv', parts: [tableCsv(table())] }),
            '',
          )
        }
      >
        {words.download}
      </button>
      <span className="help" role="status">
        {said}
      </span>
    </div>
  );
}
