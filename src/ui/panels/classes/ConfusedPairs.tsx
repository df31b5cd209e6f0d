import type { ConfusedPair } from '../../../results/confusion.ts';
import type { ImageRow } from '../../../store/selection/imageRows.ts';
import { classes as chartWords } from '../../charts/words.ts';
import { formatCount } from '../../format.ts';
import { Thumbnail } from '../images/Thumbnail.tsx';
import { words } from './words.ts';

const picturesEach = 3;

interface ConfusedPairsProps {
  readonly pairs: readonly ConfusedPair[];
  readonly images: readonly ImageRow[];
  readonly splitId: string;
  readonly classNames: readonly string[];
  choose(pair: ConfusedPair): void;
}

/** What was taken for what most often, with some of the images. */
export function ConfusedPairs(props: ConfusedPairsProps) {
  const { pairs, images, splitId, classNames, choose } = props;
  if (pairs.length === 0) return <p className="muted">{words.noPairs}</p>;
  return (
    <ol className="confused-pairs">
      {pairs.map((pair) => {
        const { label, predicted, count } = pair;
        const some = images
          .filter((row) => row.label === label && row.predicted === predicted)
          .slice(0, picturesEach);
        return (
          <li key={`${label}/${predicted}`}>
            <button type="button" title={chartWords.list} onClick={() => choose(pair)}>
              <b>{formatCount(count)}</b>
              <span>
                {classNames[label] ?? label} → {classNames[predicted] ?? predicted}
              </span>
              <span className="pair-pictures">
                {some.map(({ index }) => (
                  <Thumbnail key={index} splitId={splitId} index={index} size={28} />
                ))}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
