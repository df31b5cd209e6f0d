import type { CollectedFile } from '../../results/classroom/classRoll.ts';
import type { HandIn, Student } from '../../results/classroom/handIn.ts';
import type { NamedFile } from '../share/state.ts';

/** Groups of controls that a class link can lock; what they show stays. */
export type Lock =
  | 'data'
  | 'methods'
  | 'settings'
  | 'seed'
  | 'temperature'
  | 'mix'
  | 'bins'
  | 'corruption';

/** What a class link asks of whoever opens it. */
export interface ClassTask {
  readonly locks: readonly Lock[];
  /** The page asks for the student's number, and takes it as seed. */
  readonly asksNumber: boolean;
}

export type ClassSheetTab = 'link' | 'handIn' | 'collect';

export interface ClassroomState {
  readonly task: ClassTask;
  readonly student: Student;
  /** The sheet in front; null while none is. */
  readonly sheet: ClassSheetTab | null;
  /** What was handed in and opened here; lasts as long as the page. */
  readonly collected: readonly CollectedFile[];
}

/** A hand-in, ready to be taken away. */
export interface MadeHandIn extends HandIn {
  readonly file: NamedFile;
  /** SHA-256 of student and run, as the file has it. */
  readonly hash: string;
}

export interface ClassroomSlice {
  readonly classroom: ClassroomState;
  showClass(sheet: ClassSheetTab | null): void;
  setTask(task: ClassTask): void;
  /** A number is the seed, too, where the link asks for it. */
  setStudent(change: Partial<Student>): void;
  /** The finished run of the page, with the student's name. */
  handIn(): Promise<MadeHandIn>;
  /** Takes the text of a file that was handed in; what is wrong with it is kept beside it. */
  collect(fileName: string, read: () => Promise<string>): Promise<void>;
  forgetCollected(): void;
}
