import type { LogLine } from '../src/results/exports/logLines.ts';
import type { HeadlessMessage } from './headlessLab.ts';
import { createProgressLine, type ProgressLine } from './progressLine.ts';
import { terminalName, terminalText } from './terminalText.ts';

export type Narrator = ReturnType<typeof createNarrator>;

/** Messages of the page go to the bar once there is one, to plain lines before. */
export function createNarrator(onLog?: (seed: number, line: LogLine) => void) {
  let bar: ProgressLine | null = null;
  const say = (text: string) => {
    if (bar) bar.say(terminalText(text));
    else console.error(terminalText(text));
  };
  return {
    say,
    showBar: (total: number) => {
      bar = createProgressLine(process.stderr, total);
    },
    hideBar: () => {
      bar?.end();
      bar = null;
    },
    onMessage: (message: HeadlessMessage) => {
      if (message.type === 'status') say(message.text);
      else if (message.type === 'log') onLog?.(message.seed, message.line);
      else bar?.add(message.done, terminalName(message.label));
    },
  };
}
