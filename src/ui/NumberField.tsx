import { useEffect, useId, useState } from 'react';
import { strings } from '../strings.ts';
import { Badge } from './Badge.tsx';
import { formatNumber } from './format.ts';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly help?: string;
  readonly min?: number;
  readonly max?: number;
  /** Fractions are marked too. */
  readonly whole?: boolean;
  /** Shown as a dot that sets it back, when the value differs. */
  readonly standard?: number;
}

/** A number with its name. What is typed counts at once when it is a number; else it is marked. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, help, min, max, whole, standard } = props;
  const id = useId();
  const [text, setText] = useState(String(value));
  useEffect(() => {
    setText((typed) => (Number(typed) === value && typed.trim() !== '' ? typed : String(value)));
  }, [value]);
  const typed = text.trim() === '' ? Number.NaN : Number(text);
  const bad =
    !Number.isFinite(typed) ||
    (min !== undefined && typed < min) ||
    (max !== undefined && typed > max) ||
    (whole === true && typed % 1 !== 0);
  return (
    <div className="field">
      <div className="field-name">
        <label htmlFor={id}>{label}</label>
        <Badge kind="restart" />
        {standard !== undefined && standard !== value && (
          <button
            type="button"
            className="reset-dot"
            title={strings.settings.back(formatNumber(standard))}
            aria-label={`${label}: ${strings.settings.back(formatNumber(standard))}`}
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
        aria-invalid={bad}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          const next = Number(event.target.value);
          if (event.target.value.trim() !== '' && Number.isFinite(next)) onChange(next);
        }}
        onBlur={() => {
          if (!Number.isFinite(typed)) setText(String(value));
        }}
      />
      {help && (
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  );
}
