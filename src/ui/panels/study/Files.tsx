import type { RefObject } from 'react';
import { safeName } from '../../../results/exports/safeName.ts';
import type { StudyFile } from '../../../study/studyFile.ts';
import { downloadFile } from '../../downloadFile.ts';
import { type ExportKind, studyExport } from './exports.ts';
import { figure, files as words } from './words.ts';

/** Rows of images of a race on this machine, CSV, gzip; null where there are none. */
export type ImagesOf = (study: StudyFile, cellId: string) => Promise<Blob | null>;

interface FilesProps {
  readonly study: StudyFile;
  readonly recorded: boolean;
  readonly target: RefObject<HTMLElement | null>;
  /** Rows of images of each race, where they lie on this machine. */
  readonly imagesOf: ImagesOf | null;
  report(error: unknown): void;
}

const kinds: readonly ExportKind[] = ['report', 'json', 'latex', 'csv', 'design', 'bibtex'];

/** Everything of the study as files. */
export function Files({ study, recorded, target, imagesOf, report }: FilesProps) {
  const attempt = (work: () => Promise<void>) => () => void work().catch(report);
  const picture = (format: 'svg' | 'png') => async () => {
    const { largestSvg, standaloneSvg, svgToPng } = await import('../../exportChart.ts');
    const svg = target.current && largestSvg(target.current);
    if (!svg) return;
    const title = `${study.design.name}: ${figure.title}`;
    const lines = [
      words.caption(String(study.design.config.steps), (study.points[0]?.seeds ?? []).join(', ')),
      ...(recorded ? [words.recordedCaption] : []),
    ];
    const text = standaloneSvg(svg, { title, lines });
    const content =
      format === 'svg' ? text : new Uint8Array(await (await svgToPng(text)).arrayBuffer());
    downloadFile({
      name: `${safeName(study.design.name)}-${figure.name}.${format}`,
      parts: [content],
    });
  };
  const images = async () => {
    for (const { id } of study.cells) {
      const blob = await imagesOf?.(study, id);
      if (!blob) continue;
      const content = new Uint8Array(await blob.arrayBuffer());
      downloadFile({ name: `${safeName(id)}.csv.gz`, parts: [content] });
    }
  };
  return (
    <section aria-labelledby="study-files">
      <h2 id="study-files">{words.title}</h2>
      <div className="controls">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            onClick={attempt(async () => downloadFile(studyExport(study, kind, recorded)))}
          >
            {words[kind]}
          </button>
        ))}
        {(['svg', 'png'] as const).map((format) => (
          <button key={format} type="button" onClick={attempt(picture(format))}>
            {words[format]}
          </button>
        ))}
        {imagesOf && (
          <button type="button" title={words.imagesHelp} onClick={attempt(images)}>
            {words.images}
          </button>
        )}
      </div>
    </section>
  );
}
