import { described } from '../../../store/engine/described.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { lookedAt, selectedImages } from '../../../store/selection/imageRows.ts';
import { Marker } from '../../charts/Marker.tsx';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { formatCount, formatPercent } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { setNames } from '../parts/words.ts';
import { words } from './words.ts';

/** The selection in a sentence: whose answers, on what, how sure, how often right. */
export function ImageHead() {
  const looked = useQueued(lookedAt);
  const images = useQueued(selectedImages);
  const range = useLab((state) => state.selection.confidence);
  const method = useLab((state) => runMethods(state).find(({ id }) => id === looked?.methodId));
  const set = useLab((state) =>
    described(state.engine)?.dataset.splits.find(({ id }) => id === looked?.split.splitId),
  );
  if (!looked || !images || !method) return null;
  const { brushed, meanConfidence, accuracy } = images;
  const side = set?.role === 'ood' ? `${setNames.ood} ${set.label}` : setNames.id;
  const count = brushed.length === 1 ? words.oneImage : words.sentence(formatCount(brushed.length));
  return (
    <p className="image-sentence">
      <Marker style={method.style} /> <b>{method.label}</b> · {side} ·{' '}
      {range ? rangeWords(range) : words.all} · {count}
      {brushed.length > 0 && (
        <>
          : <b>{words.says(formatPercent(meanConfidence, 0), formatPercent(accuracy, 0))}</b>
        </>
      )}
    </p>
  );
}
