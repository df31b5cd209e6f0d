import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { useLab } from '../../useLab.ts';
import { NumberField } from '../parts/NumberField.tsx';

/** A method's own parameters, drawn from what the catalogue says of them. */
export function ParamForm({ method }: { method: MethodInfo }) {
  const values = useLab((state) => state.setup.params[method.id]);
  const setParam = useLab((state) => state.setParam);
  return (
    <div className="fields one">
      {Object.entries(method.params).map(([name, spec]) => {
        const value = values?.[name] ?? spec.default;
        if (spec.kind === 'number') {
          return (
            <NumberField
              key={name}
              label={spec.label}
              help={spec.help}
              min={spec.min}
              max={spec.max}
              standard={spec.default}
              value={Number(value)}
              onChange={(next) => setParam(method.id, name, next)}
            />
          );
        }
        return (
          <label key={name} className="field">
            <span>{spec.label}</span>
            <select
              value={value}
              onChange={(event) => setParam(method.id, name, event.target.value)}
            >
              {spec.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
            <span className="help">{spec.help}</span>
          </label>
        );
      })}
    </div>
  );
}
