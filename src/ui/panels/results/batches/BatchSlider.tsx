import { type BatchedEce, publishedBatchSize } from '../../../../metrics/publishedEce.ts';
import { formatCount } from '../../../format.ts';
import { words } from './words.ts';

interface BatchSliderProps {
  readonly id: string;
  readonly sizes: readonly BatchedEce[];
  readonly chosen: BatchedEce;
  choose(batchSize: number): void;
}

/** How many images a batch holds, from few to all, logarithmic. */
export function BatchSlider({ id, sizes, chosen, choose }: BatchSliderProps) {
  const size = formatCount(chosen.batchSize);
  const all = sizes.at(-1)?.batchSize ?? 0;
  return (
    <div className="inline batch-size">
      <label htmlFor={id}>{words.size}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={sizes.length - 1}
        step={1}
        value={sizes.indexOf(chosen)}
        aria-valuetext={words.sizeSaid(size)}
        onChange={({ target }) => choose(sizes[target.valueAsNumber]!.batchSize)}
      />
      <b aria-hidden="true">{size}</b>
      <button
        type="button"
        className="small"
        disabled={chosen.batchSize === publishedBatchSize || all <= publishedBatchSize}
        onClick={() => choose(publishedBatchSize)}
      >
        {words.published}
      </button>
    </div>
  );
}
