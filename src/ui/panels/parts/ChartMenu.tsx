import type { RefObject } from 'react';
import { LabError } from '../../../protocol/labError.ts';
import { safeName } from '../../../results/exports/safeName.ts';
import { downloadFile } from '../../downloadFile.ts';
import { useLabStore } from '../../useLab.ts';
import { chartMenu as words } from './words.ts';
import '../share/share.css';

export interface ChartMenuProps {
  /** An element that holds the chart; its largest drawing is taken. */
  readonly target: RefObject<Element | null>;
  /** What the chart shows: its title in the file, and the file's name. */
  readonly name: string;
}

/** Saves a chart as a file, with its caption and the run's configuration stamped beneath. */
export function ChartMenu({ target, name }: ChartMenuProps) {
  const store = useLabStore();
  const save = async (format: 'svg' | 'png') => {
    const { describeRun, describeKnobs, reportError } = store.getState();
    try {
      const { largestSvg, standaloneSvg, svgToPng } = await import('../../exportChart.ts');
      const root = target.current;
      const svg = root && largestSvg(root);
      if (!svg) throw new LabError('no-chart', words.nothing.message, words.nothing.hint);
      const caption = root.querySelector('figcaption')?.textContent?.trim() ?? '';
      const lines = [caption, describeKnobs(), ...describeRun()].filter((line) => line !== '');
      const text = standaloneSvg(svg, { title: name, lines });
      const content =
        format === 'svg' ? text : new Uint8Array(await (await svgToPng(text)).arrayBuffer());
      downloadFile({ name: `carot-lab-${safeName(name)}.${format}`, parts: [content] });
    } catch (error) {
      reportError(error);
    }
  };
  return (
    <span className="chart-menu">
      {(['svg', 'png'] as const).map((format) => (
        <button
          key={format}
          type="button"
          title={words.save(name, format.toUpperCase())}
          aria-label={words.save(name, format.toUpperCase())}
          onClick={() => void save(format)}
        >
          {format.toUpperCase()}
        </button>
      ))}
    </span>
  );
}
