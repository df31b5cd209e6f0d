import { memo, useEffect, useRef, useState } from 'react';
import type { ImageRow } from '../../../store/selection/imageRows.ts';
import { formatCount, formatPercent } from '../../format.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { words } from './words.ts';

/** Images a page; more come as the list is scrolled. */
const pageSize = 40;

interface ImageCardProps {
  readonly image: ImageRow;
  readonly splitId: string;
  readonly classNames: readonly string[];
  open(index: number): void;
}

const ImageCard = memo(function ImageCard({ image, splitId, classNames, open }: ImageCardProps) {
  const { index, label, predicted, confidence, correct } = image;
  const truth = classNames[label] ?? label;
  const said = classNames[predicted] ?? predicted;
  return (
    <li>
      <button type="button" className="image-card" onClick={() => open(index)}>
        <Thumbnail splitId={splitId} index={index} size={48} />
        <span className="image-answer">
          <span className="image-verdict" data-right={correct}>
            <span aria-hidden="true">{correct ? '✓' : '✗'}</span>
            <span className="visually-hidden">{correct ? words.right : words.wrong}</span>{' '}
            {formatPercent(confidence, 0)}
          </span>
          <span className="image-truth">{truth}</span>
          {!correct && <span className="image-said">{words.answers(String(said))}</span>}
        </span>
      </button>
    </li>
  );
});

interface ImageGridProps {
  readonly images: readonly ImageRow[];
  readonly splitId: string;
  readonly classNames: readonly string[];
  open(index: number): void;
}

/** Images with what was said of them, a page at a time. */
export function ImageGrid({ images, splitId, classNames, open }: ImageGridProps) {
  const [pages, setPages] = useState(1);
  const end = useRef<HTMLButtonElement>(null);
  const shown = images.slice(0, pages * pageSize);
  const more = shown.length < images.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its first page
  useEffect(() => setPages(1), [images]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves with every page
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setPages((known) => known + 1);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [pages, more]);
  return (
    <>
      <ul className="image-grid">
        {shown.map((image) => (
          <ImageCard key={image.index} {...{ image, splitId, classNames, open }} />
        ))}
      </ul>
      {more && (
        <button ref={end} type="button" className="quiet" onClick={() => setPages(pages + 1)}>
          {words.more} ({formatCount(images.length - shown.length)})
        </button>
      )}
    </>
  );
}
