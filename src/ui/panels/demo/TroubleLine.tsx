import { hasRecording } from '../../../store/demo/recording.ts';
import { formatMs } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import type { Watch } from './useWatch.ts';
import { trouble as words } from './words.ts';

interface TroubleLineProps {
  readonly watch: Watch;
  /** What a key could not do; '' where all went well. */
  readonly said: string;
}

/** What goes wrong and what will be done, in a line that a room may read. */
export function TroubleLine({ watch, said }: TroubleLineProps) {
  const mending = useLab((state) => state.recovery.mending);
  const recorded = useLab((state) => state.demo.recorded !== null);
  const isThere = useLab(hasRecording);
  const refused = useLab((state) => state.commandError?.message ?? '');
  const { trouble, seconds } = watch;
  const sentence = () => {
    if (mending) return words.mending;
    if (trouble === null || recorded) return said || refused;
    if (seconds !== null) return `${words[trouble]} ${words.switching(formatMs(seconds * 1000))}`;
    const isLate = trouble === 'late' || isThere;
    return isLate ? words[trouble] : `${words[trouble]} ${words.noRecording}`;
  };
  const text = sentence();
  return text === '' ? null : (
    <p className="demo-trouble" role="alert">
      {text}
    </p>
  );
}
