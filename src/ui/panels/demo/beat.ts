import type { DemoPane } from '../../../store/demo/state.ts';

/** One scene of the talk: at most forty seconds. */
export interface Beat {
  readonly title: string;
  /** What the room is asked before it is shown; absent where nothing is. */
  readonly question?: string;
  /** On the left. */
  readonly pane: DemoPane;
  /** The methods whose reliability stands on the right, by id; two at most. */
  readonly pair: readonly [string, string?];
  /** Each method at its own temperature. */
  readonly scaled?: boolean;
  /** What to say; for the presenter alone. */
  readonly notes: readonly string[];
}
