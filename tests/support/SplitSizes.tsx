import { formatCount } from '../../src/ui/format.ts';
import { ChartPanel } from '../../src/ui/panels/parts/ChartPanel.tsx';
import { useLabShallow } from '../../src/ui/useLab.ts';
import { useSize } from '../../src/ui/useSize.ts';

/** A toy: how many images each set of the dataset has, a bar a set. */
export function SplitSizes() {
  const splits = useLabShallow(({ engine }) => engine.loaded?.dataset.splits ?? []);
  const [body, { width, height }] = useSize();
  const most = Math.max(1, ...splits.map(({ count }) => count));
  const row = height / Math.max(1, splits.length);
  return (
    <ChartPanel
      title="Images"
      label="Images: one bar per set"
      table={{
        head: ['Set', 'Images'],
        rows: splits.map(({ label, count }) => [label, formatCount(count)]),
      }}
      body={body}
    >
      <svg width={width} height={height} aria-hidden="true">
        {splits.map(({ id, count }, index) => (
          <rect key={id} y={index * row} width={(width * count) / most} height={0.8 * row} />
        ))}
      </svg>
    </ChartPanel>
  );
}
