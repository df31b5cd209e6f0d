import { useId, useState } from 'react';
import { readNumber } from '../../../math/readNumber.ts';
import { settingLimits } from '../../../protocol/settingLimits.ts';
import { useLab } from '../../useLab.ts';

/** The student's number in the class; empty for none. */
export function StudentNumber({ label }: { readonly label: string }) {
  const number = useLab(({ classroom }) => classroom.student.number);
  const setStudent = useLab((state) => state.setStudent);
  const id = useId();
  const [text, setText] = useState(number === null ? '' : String(number));
  const { max } = settingLimits.seed;
  const take = (typed: string) => {
    setText(typed);
    const value = readNumber(typed, settingLimits.seed)?.value ?? null;
    const fits = value !== null && Number.isInteger(value) && value >= 0 && value <= max;
    setStudent({ number: fits ? value : null });
  };
  return (
    <div className="field class-number">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        aria-invalid={text !== '' && number === null}
        onChange={(event) => take(event.target.value)}
      />
    </div>
  );
}
