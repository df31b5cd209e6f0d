import { useId } from 'react';
import { showAbout } from '../../../math/units.ts';
import type { Catalogue, MethodInfo } from '../../../protocol/catalogue.ts';
import { settingNames } from '../../../protocol/namedSettings.ts';
import { settingLimits } from '../../../protocol/settingLimits.ts';
import type { CellResult } from '../../../study/cellResult.ts';
import { expectedSeconds } from '../../../study/expectedSeconds.ts';
import { Marker } from '../../charts/Marker.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import type { DesignDraft, ReadDraft } from './designDraft.ts';
import { form as words } from './words.ts';

interface DesignFormProps {
  readonly catalogue: Catalogue;
  readonly draft: DesignDraft;
  readonly read: ReadDraft;
  readonly locked: boolean;
  /** A race whose time is known; null where there is none. */
  readonly timed: CellResult | null;
  change(change: Partial<DesignDraft>): void;
}

const canStand = ({ kind }: MethodInfo) => kind !== 'imported';

function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly help?: string;
  change(value: string): void;
}) {
  const { label, value, help, change } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => change(event.target.value)}
      />
      {help && (
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  );
}

function Methods({ catalogue, draft, change }: DesignFormProps) {
  const toggle = (id: string) =>
    change({
      methods: draft.methods.includes(id)
        ? draft.methods.filter((one) => one !== id)
        : [...draft.methods, id],
    });
  return (
    <fieldset className="study-methods">
      <legend>{words.methods}</legend>
      {catalogue.methods.filter(canStand).map(({ id, label, style, summary }) => (
        <label key={id} className="check" title={summary}>
          <input type="checkbox" checked={draft.methods.includes(id)} onChange={() => toggle(id)} />
          <Marker style={style} size={12} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Axis({ n, ...props }: DesignFormProps & { readonly n: number }) {
  const { catalogue, draft, change } = props;
  const { setting, values } = draft.axes[n]!;
  const id = useId();
  const racing = catalogue.methods.filter((method) => draft.methods.includes(method.id));
  const set = (axis: DesignDraft['axes'][number]) =>
    change({ axes: draft.axes.map((one, i) => (i === n ? axis : one)) });
  return (
    <div className="study-axis">
      <div className="field">
        <label htmlFor={id}>{words.vary}</label>
        <select
          id={id}
          value={setting}
          onChange={(event) => set({ setting: event.target.value, values })}
        >
          <option value="">{words.varyNone}</option>
          {settingNames(racing).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {setting !== '' && (
        <TextField
          label={words.values}
          value={values}
          help={words.valuesHelp}
          change={(text) => set({ setting, values: text })}
        />
      )}
    </div>
  );
}

/** What is to be run: rows, seeds, settings, and up to two of them that vary. */
export function DesignForm(props: DesignFormProps) {
  const { catalogue, draft, read, locked, timed, change } = props;
  const { cells, problems } = read;
  const { steps, batchSize, learningRate } = settingLimits;
  const trained = catalogue.methods.filter(({ kind }) => kind === 'trained').map(({ id }) => id);
  const spans = cells.map(({ config }) => timed && expectedSeconds(config, timed, trained));
  const seconds = spans.reduce<number>((sum, span) => sum + (span ?? 0), 0);
  return (
    <fieldset className="study-form" disabled={locked}>
      <Methods {...props} />
      <div className="fields">
        <TextField label={words.name} value={draft.name} change={(name) => change({ name })} />
        <TextField
          label={words.seeds}
          value={draft.seeds}
          help={words.seedsHelp}
          change={(seeds) => change({ seeds })}
        />
      </div>
      <div className="fields three">
        <NumberField
          {...steps}
          label={words.steps}
          value={draft.steps}
          onChange={(value) => change({ steps: value })}
        />
        <NumberField
          {...batchSize}
          label={words.batch}
          value={draft.batchSize}
          onChange={(value) => change({ batchSize: value })}
        />
        <NumberField
          {...learningRate}
          label={words.rate}
          value={draft.learningRate}
          onChange={(value) => change({ learningRate: value })}
        />
      </div>
      <div className="fields">
        <Axis {...props} n={0} />
        <Axis {...props} n={1} />
      </div>
      {locked && <p className="help">{words.locked}</p>}
      {problems.length > 0 ? (
        <ul className="notice" role="status">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : (
        <p className="muted" role="status">
          <b>{words.races(cells.length)}</b>. {seconds > 0 && words.cost(showAbout(1000 * seconds))}
        </p>
      )}
    </fieldset>
  );
}
