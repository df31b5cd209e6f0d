/** What is said of a recording wherever it is shown. */
export interface MadeRecording {
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly seed: number;
}

/** What the left pane shows. */
export type DemoPane = 'accuracy' | 'ece' | 'curves';

/** Hands that went up for each answer of a beat's question, in the order of its answers. */
export type Hands = readonly number[];

export interface DemoState {
  /** The beat in front, from 1; 0 is the check before the talk; null is the lab. */
  readonly beat: number | null;
  /** The presenter's choice over the beat's own pane; null follows the beat. */
  readonly pane: DemoPane | null;
  readonly blank: boolean;
  /** By beat. */
  readonly hands: Readonly<Record<number, Hands>>;
  /** What the page shows is a recording; null while it is what this machine computes. */
  readonly recorded: MadeRecording | null;
}

export interface DemoSlice {
  readonly demo: DemoState;
  changeDemo(change: Partial<DemoState>): void;
  /** Starts a race here and now; what was recorded stays, with its tag, until one runs. */
  startLive(): Promise<void>;
  /** Puts a recording on the page in place of a race that does not come; false where there is none. */
  showRecorded(): Promise<boolean>;
}
