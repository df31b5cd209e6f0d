import { useLab } from '../../useLab.ts';
import { ClassSheet } from './ClassSheet.tsx';
import { ClassStrip } from './ClassStrip.tsx';
import './classroom.css';

/** What a class link brings, and the sheet on which classes are set up, handed in and collected. */
export function Classroom() {
  const { task, sheet } = useLab((state) => state.classroom);
  return (
    <>
      {(task.asksNumber || task.locks.length > 0) && <ClassStrip task={task} />}
      {sheet !== null && <ClassSheet tab={sheet} />}
    </>
  );
}
