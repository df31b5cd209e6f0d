import { BrowserMissing } from '../scripts/ensureBrowser.ts';
import { LabError } from '../src/protocol/labError.ts';
import { ConfigError } from '../src/protocol/validateRunConfig.ts';
import { terminalText } from './terminalText.ts';
import { UsageError } from './usageError.ts';

/** Says on the terminal why a command failed. @returns its exit status */
export function explainFailure(error: unknown, command: string): number {
  if (error instanceof UsageError || error instanceof ConfigError) {
    console.error(`${terminalText(error.message)}\nnpm run ${command} -- --help prints the flags.`);
    return 2;
  }
  if (error instanceof LabError) console.error(terminalText(`${error.message}\n${error.hint}`));
  else if (error instanceof BrowserMissing) console.error(error.message);
  else console.error(error);
  return 1;
}
