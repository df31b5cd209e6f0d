import { described } from '../../../store/engine/described.ts';
import type { Face } from '../../../store/recorded/faces.ts';
import { formatCount, formatPercent } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { Thumbnail } from '../images/Thumbnail.tsx';
import { words } from './words.ts';

interface FacesProps {
  readonly method: { readonly id: string; readonly label: string };
  readonly splitId: string | null;
  readonly faces: readonly Face[];
}

/** A face of the recording, cut out of its one picture. */
function Recorded({ row, column }: { readonly row: number; readonly column: number }) {
  const url = useLab((state) => state.recorded.facesUrl);
  return (
    <span
      className="face-picture"
      style={{
        backgroundImage: `url("${url}")`,
        backgroundPosition: `calc(var(--face) * -${column}) calc(var(--face) * -${row})`,
      }}
    />
  );
}

function Said({ face, names }: { readonly face: Face; readonly names: readonly string[] }) {
  const { said, label } = face;
  if (!said) return <figcaption>{names[label]}</figcaption>;
  const right = said.answer === label;
  return (
    <figcaption data-right={right}>
      <span className="face-name">{names[said.answer]}</span>
      <span className="face-sure">
        <i aria-hidden="true">{right ? '✓' : '✗'}</i> {formatPercent(said.confidence, 0)}
        <span className="visually-hidden">, {right ? words.isRight : words.isWrong}</span>
      </span>
    </figcaption>
  );
}

/** The images that the headline is about, and what the model says to each. */
export function Faces({ method, splitId, faces }: FacesProps) {
  const names = useLab((state) => described(state.engine)?.dataset.classNames) ?? [];
  const rows = useLab((state) => state.recorded.recording?.faces.rows);
  const row = rows?.findIndex((one) => one.splitId === splitId) ?? -1;
  const titleOf = ({ said, label }: Face) => {
    const name = names[label] ?? '';
    if (!said) return words.noAnswer(name);
    return words.answered(names[said.answer] ?? '', formatPercent(said.confidence, 0), name);
  };
  return (
    <ul
      className="faces"
      aria-label={words.faces(method.label, formatCount(faces.length))}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than its room, arrow keys scroll it
      tabIndex={0}
    >
      {faces.map((face) => {
        const column = rows?.[row]?.images.findIndex(({ index }) => index === face.index) ?? -1;
        return (
          <li key={face.index}>
            <figure title={titleOf(face)}>
              {column >= 0 ? (
                <Recorded row={row} column={column} />
              ) : splitId ? (
                <Thumbnail splitId={splitId} index={face.index} size={52} />
              ) : null}
              <Said face={face} names={names} />
            </figure>
          </li>
        );
      })}
    </ul>
  );
}
