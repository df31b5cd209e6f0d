import type { LabState } from '../store/labState.ts';
import type { MethodPair } from '../store/results/state.ts';
import type { Column, Facts } from './facts.ts';
import type { Formula } from './formula.ts';

/**
 * Paragraphs. **So** is set apart; [ECE] opens what the glossary says of it, [Bins|bin] under another
 * form of the word.
 */
export type Says = readonly string[];

/** A part of the page that a step is about: the rail points at it. */
export type Control =
  | 'start'
  | 'methods'
  | 'temperature'
  | 'alpha'
  | 'clock'
  | 'diagrams'
  | 'plane'
  | 'images'
  | 'matrix'
  | 'table';

/** A part of the page that tells how a race came out; of the clock, its marks. */
export type Pane = 'stage' | 'diagrams' | 'tray' | 'clock';

/** All that shows numbers of a race, or the paper's. */
export const numberPanes: readonly Pane[] = ['stage', 'diagrams', 'tray', 'clock'];

export interface Choice {
  readonly id: string;
  readonly text: string;
}

interface StepBase {
  /** Within its lesson. */
  readonly id: string;
  readonly title: string;
  says(facts: Facts): Says;
  /** Puts the page where the step wants it, through the store's actions alone. */
  enter?(state: LabState): void;
  /** What stands beside the rail: what the page shows (default), or what the next race will be. */
  readonly room?: 'views' | 'setup';
}

/** The student says what will come, before anything shows it. */
export interface PredictStep extends StepBase {
  readonly kind: 'predict';
  readonly choices: readonly Choice[];
  /** What would give the answer away: covered until one is locked in. */
  readonly hides: readonly Pane[];
  /** What the run on the page says to it: a choice; null where it says nothing. */
  outcome(facts: Facts): string | null;
}

/** Waits for a race, over, with the methods that the lesson is about. */
export interface RunStep extends StepBase {
  readonly kind: 'run';
}

/** The student does something on the page. */
export interface LookStep extends StepBase {
  readonly kind: 'look';
  readonly shows: Control;
  /** Which of the diagrams, where it shows those. */
  readonly diagram?: { readonly methodId: string; readonly side: 'id' | 'ood' };
  /** What to do, in one sentence. */
  readonly asks: string;
  /** @param before the state when the step was entered */
  isDone(now: LabState, before: LabState): boolean;
  /** Does it, for whoever wants it done. */
  doIt(state: LabState): void;
  /** What has come of it. */
  found?(facts: Facts): Says;
}

/**
 * A difference of two methods in a column; the paper says which way. A method twice, in a column at
 * its own T*: what that does to its raw numbers.
 */
export interface Claim {
  readonly pair: MethodPair;
  readonly column: Column;
}

/** What the run on the page says, beside the paper. */
export interface VerdictStep extends StepBase {
  readonly kind: 'verdict';
  readonly claims: readonly Claim[];
  /** Why a run may say the opposite of the paper; stands there only where this one does. */
  readonly contradicted: Says;
}

/** Why it is so, and the catch. */
export interface WhyStep extends StepBase {
  readonly kind: 'why';
  readonly formula?: Formula;
  /** What the finding must not be taken for. */
  catches?(facts: Facts): Says;
  /** Something more to do on the page. */
  readonly offer?: { readonly label: string; readonly stamp: string; doIt(state: LabState): void };
}

/** Something to do in the rail itself. */
export interface WidgetStep extends StepBase {
  readonly kind: 'widget';
  readonly widget: 'guesses' | 'challenge';
  /** What it is not about, covered until it is done. */
  readonly hides?: readonly Pane[];
}

export type Step = PredictStep | RunStep | LookStep | VerdictStep | WhyStep | WidgetStep;

/** For whoever teaches it. */
export interface TeacherNotes {
  /** What a student can say afterwards. */
  readonly aim: string;
  readonly before: readonly string[];
  readonly questions: readonly { readonly ask: string; readonly answer: string }[];
  /** What students get wrong. */
  readonly pitfalls: readonly string[];
  /** What to say where a run contradicts the paper. */
  readonly ifNot: string;
}

/** One lesson: a file, and a line of the registry. Its sentences stand in it. */
export interface Lesson {
  /** Under which its progress is kept. */
  readonly id: string;
  readonly title: string;
  /** One line, for the list. */
  readonly summary: string;
  readonly minutes: number;
  /** Methods that a race must hold. */
  readonly needs: readonly string[];
  readonly steps: readonly Step[];
  readonly notes: TeacherNotes;
}
