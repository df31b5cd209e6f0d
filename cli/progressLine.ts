import { showSpan } from '../src/math/units.ts';
import { terminalText } from './terminalText.ts';

/** Where progress is written; process.stderr fits. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  /** Adds to the work done. */
  add(work: number, label: string): void;
  /** A line of its own, above the bar. */
  say(text: string): void;
  /** Clears the bar; nothing is drawn afterwards. */
  end(): void;
}

const barWidth = 24;
const redrawMs = 100;
/** Without a terminal: one line at each of so many parts of the work. */
const parts = 10;

/**
 * Progress through a known amount of work: one line redrawn in place on a terminal, at most eleven
 * plain lines elsewhere. The time left assumes that the rest goes as fast as what is done.
 * @param total work in any unit
 * @param now   milliseconds, monotonic
 */
export function createProgressLine(
  output: ProgressOutput,
  total: number,
  now: () => number = () => performance.now(),
): ProgressLine {
  const started = now();
  let done = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let partsSaid = 0;
  let ended = false;

  const timeLeft = () => {
    const seconds = ((now() - started) / 1000) * (total / done - 1);
    return done < total ? `about ${terminalText(showSpan(seconds))} left` : 'done';
  };
  const clear = () => {
    if (output.isTTY) output.write('\r\x1b[2K');
  };
  const draw = (label: string) => {
    const fraction = Math.min(1, done / total);
    const filled = Math.round(fraction * barWidth);
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
    const percent = `${Math.floor(fraction * 100)}`.padStart(3);
    const line = `${bar} ${percent} % · ${timeLeft()} · ${label}`;
    clear();
    output.write(line.slice(0, (output.columns ?? 80) - 1));
  };

  return {
    add(work, label) {
      if (ended) return;
      done += work;
      if (output.isTTY) {
        if (now() - drawnAt < redrawMs && done < total) return;
        drawnAt = now();
        draw(label);
      } else if (Math.floor((done / total) * parts) > partsSaid) {
        partsSaid = Math.floor((done / total) * parts);
        output.write(`${Math.floor((done / total) * 100)} % · ${timeLeft()} · ${label}\n`);
      }
    },
    say(text) {
      clear();
      output.write(`${text}\n`);
    },
    end() {
      ended = true;
      clear();
    },
  };
}
