import type { ClassTask } from '../../../store/classroom/state.ts';
import { useLab } from '../../useLab.ts';
import { StudentNumber } from './StudentNumber.tsx';
import { lockNames, strip as words } from './words.ts';

/** What the link has set, the student's number where it asks for one, and the way to hand in. */
export function ClassStrip({ task }: { readonly task: ClassTask }) {
  const showClass = useLab((state) => state.showClass);
  const { locks, asksNumber } = task;
  const names = locks.map((lock) => lockNames[lock]).join(', ');
  return (
    <section className="class-strip" aria-label={words.title}>
      <p>
        <b>{words.title}</b>{' '}
        {locks.length > 0 && <span className="muted">{words.locked(names)}</span>}
      </p>
      {asksNumber && (
        <div className="class-ask" title={words.numberIsSeed}>
          <StudentNumber label={words.number} />
        </div>
      )}
      <button type="button" onClick={() => showClass('handIn')}>
        {words.handIn}
      </button>
    </section>
  );
}
