import { useEffect, useId, useState } from 'react';
import { type NumberLimits, readNumber } from '../../../math/readNumber.ts';
import { formatNumber } from '../../format.ts';
import { Badge } from './Badge.tsx';
import { numberField } from './words.ts';

export interface NumberFieldProps extends NumberLimits {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly help?: string;
  /** Shown as a dot that sets it back, when the value differs. */
  readonly standard?: number;
}

/** What the field says of its text; null where there is nothing to say. */
function remark(text: string, value: number, limits: NumberLimits): string | null {
  const { kept, whole, range, readAs } = numberField;
  const read = readNumber(text, limits);
  if (!read) return kept(String(value));
  if (limits.whole && read.value % 1 !== 0) return whole;
  const { min, max } = limits;
  if ((min !== undefined && read.value < min) || (max !== undefined && read.value > max))
    return range(min, max);
  return read.other === undefined ? null : readAs(String(read.value), String(read.other));
}

/**
 * A number with its name. What is typed counts at once when it is a number, in any of the ways that
 * people write one. What is not understood stays in the field, which says what counts instead.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, help, standard, min, max, whole } = props;
  const limits: NumberLimits = { min, max, whole };
  const id = useId();
  const [text, setText] = useState(String(value));
  useEffect(() => {
    setText((typed) => {
      const read = readNumber(typed, { min, max, whole });
      return read?.value === value ? typed : String(value);
    });
  }, [value, min, max, whole]);
  const said = remark(text, value, limits);
  const read = readNumber(text, limits);
  const notes = [said === null ? '' : `${id}-said`, help ? `${id}-help` : ''].join(' ').trim();
  return (
    <div className="field">
      <div className="field-name">
        <label htmlFor={id}>{label}</label>
        <Badge kind="restart" />
        {standard !== undefined && standard !== value && (
          <button
            type="button"
            className="reset-dot"
            title={numberField.back(formatNumber(standard))}
            aria-label={`${label}: ${numberField.back(formatNumber(standard))}`}
            onClick={() => onChange(standard)}
          />
        )}
      </div>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={said !== null && read?.other === undefined}
        aria-describedby={notes || undefined}
        onChange={(event) => {
          setText(event.target.value);
          const next = readNumber(event.target.value, limits);
          if (next) onChange(next.value);
        }}
        onBlur={() => {
          const plain = read && read.other === undefined && Number(text) !== read.value;
          if (plain) setText(String(read.value));
        }}
      />
      {said !== null && (
        <p id={`${id}-said`} className="help error-text" role="status">
          {said}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  );
}
