import type { Catalogue, MethodInfo, ParamSpec, ParamValues } from '../protocol/catalogue.ts';
import type { LinkField } from './linkFields.ts';
import { readShortNumber, shortNames, shortNumber } from './linkNumbers.ts';
import type { LinkedState } from './urlState.ts';

/** What a link says of methods, prompts, model and dataset, as differences from `standard`. */
export function setupFields(catalogue: Catalogue, standard: LinkedState): readonly LinkField[] {
  return [
    methodsField(catalogue, standard),
    templatesField,
    choiceField('M', 'modelId', catalogue.models),
    choiceField('D', 'datasetId', catalogue.datasets),
  ];
}

const patched = (state: LinkedState, change: Partial<LinkedState['setup']>): LinkedState => ({
  ...state,
  setup: { ...state.setup, ...change },
});

function paramText(spec: ParamSpec, value: number | string): string {
  return spec.kind === 'number' ? shortNumber(Number(value)) : encodeURIComponent(value);
}

function readParam(spec: ParamSpec, text: string): number | string | null {
  if (spec.kind === 'number') {
    const value = readShortNumber(text);
    return value >= spec.min && value <= spec.max ? value : null;
  }
  return spec.options.find(({ value }) => encodeURIComponent(value) === text)?.value ?? null;
}

/** "!ft,carot/lS:.1/eM:.995": "!" ticks or unticks, the rest are parameters that were changed. */
function methodsField(catalogue: Catalogue, standard: LinkedState): LinkField {
  const tunable = catalogue.methods.filter(
    ({ kind }) => kind === 'reference' || kind === 'trained',
  );
  const entry = ({ id, params: specs }: MethodInfo, { setup }: LinkedState) => {
    const names = shortNames(Object.keys(specs));
    const changed = Object.entries(specs).flatMap(([name, spec]) => {
      const value = setup.params[id]?.[name];
      if (value === undefined || value === standard.setup.params[id]?.[name]) return [];
      return [`/${names.get(name)}:${paramText(spec, value)}`];
    });
    const toggled = setup.included[id] !== standard.setup.included[id];
    return toggled || changed.length > 0 ? [`${toggled ? '!' : ''}${id}${changed.join('')}`] : [];
  };
  const readEntry = (text: string, state: LinkedState): LinkedState | null => {
    const [, toggled, id, rest] = /^(!?)([a-z0-9-]+)((?:\/[^/,]+)*)$/.exec(text) ?? [];
    const method = tunable.find((known) => known.id === id);
    if (id === undefined || rest === undefined || !method) return null;
    const { included, params } = state.setup;
    const ticks = toggled ? { ...included, [id]: !standard.setup.included[id] } : included;
    const values: Record<string, number | string> = { ...params[id] };
    const names = shortNames(Object.keys(method.params));
    for (const part of rest.split('/').slice(1)) {
      const [short, value, ...more] = part.split(':');
      const name = [...names].find(([, known]) => known === short)?.[0];
      const spec = name === undefined ? undefined : method.params[name];
      if (name === undefined || !spec || value === undefined || more.length > 0) return null;
      const read = readParam(spec, value);
      if (read === null) return null;
      values[name] = read;
    }
    const changed: Readonly<Record<string, ParamValues>> = { ...params, [id]: values };
    return patched(state, { included: ticks, params: changed });
  };
  return {
    sign: 'm',
    write: (state) => tunable.flatMap((method) => entry(method, state)).join(','),
    read: (text, state) => {
      const entries = text.split(',');
      const ids = entries.map((one) => one.replace(/^!/, '').replace(/\/.*$/, ''));
      if (new Set(ids).size < ids.length) return null;
      return entries.reduce<LinkedState | null>(
        (read, one) => (read ? readEntry(one, read) : null),
        state,
      );
    },
  };
}

const templatesField: LinkField = {
  sign: 't',
  write: ({ setup }) => setup.templates.map(encodeURIComponent).join('|'),
  read: (text, state) => {
    try {
      const templates = text.split('|').map(decodeURIComponent);
      const fit = templates.length <= 200 && templates.every((t) => t.includes('{}'));
      return fit ? patched(state, { templates }) : null;
    } catch {
      return null;
    }
  },
};

function choiceField(
  sign: string,
  name: 'modelId' | 'datasetId',
  offered: readonly { readonly id: string }[],
): LinkField {
  return {
    sign,
    write: ({ setup }) => encodeURIComponent(setup[name]),
    read: (text, state) => {
      const known = offered.find(({ id }) => encodeURIComponent(id) === text);
      return known ? patched(state, { [name]: known.id }) : null;
    },
  };
}
