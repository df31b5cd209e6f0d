import type { ClassroomSlice, Lock } from './state.ts';

type Reads = Pick<ClassroomSlice, 'classroom'>;

/** Whether a link keeps these controls as they are. */
export const isLocked = ({ classroom }: Reads, lock: Lock): boolean =>
  classroom.task.locks.includes(lock);

/** The link asks for a number, and nobody has given one. */
export const lacksNumber = ({ classroom }: Reads): boolean =>
  classroom.task.asksNumber && classroom.student.number === null;
