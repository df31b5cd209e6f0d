import {
  type ExportedTable,
  latexTable,
  markdownTable,
  tableCsv,
} from '../../../results/exports/tableText.ts';
import { copyText } from '../../copyText.ts';
import { downloadFile } from '../../downloadFile.ts';
import { CopyButton } from './CopyButton.tsx';
import { useAttempt } from './useAttempt.ts';
import { tableExport as words } from './words.ts';
import './tableExport.css';

interface TableExportProps {
  readonly table: () => ExportedTable;
  /** Of the CSV. */
  readonly fileName: string;
  /** Every number of the table is there: half a table is none. */
  readonly complete: boolean;
}

/** Takes a table of the page elsewhere: as Markdown, LaTeX or CSV, as it stands. */
export function TableExport({ table, fileName, complete }: TableExportProps) {
  const { said, attempt } = useAttempt();
  const copy = (write: typeof latexTable) => () =>
    attempt(() => copyText(write(table())), words.copied);
  const download = () =>
    attempt(() => downloadFile({ name: fileName, parts: [tableCsv(table())] }));
  return (
    <div className="table-export">
      <CopyButton name={words.markdown} disabled={!complete} copy={copy(markdownTable)} />
      <CopyButton name={words.latex} disabled={!complete} copy={copy(latexTable)} />
      <button type="button" disabled={!complete} onClick={download}>
        {words.csv}
      </button>
      <span className="help" role="status">
        {said}
      </span>
    </div>
  );
}
