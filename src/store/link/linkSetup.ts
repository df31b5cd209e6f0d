import { type NumberLimits, readNumber } from '../../math/readNumber.ts';
import { type AssetIds, chooseAssets } from '../../protocol/assets.ts';
import {
  type Catalogue,
  isRaceable,
  type MethodInfo,
  type ParamSpec,
} from '../../protocol/catalogue.ts';
import { withAssets } from '../../protocol/runConfig.ts';
import type { LinkedState } from './linkedState.ts';
import { type LinkField, within } from './linkField.ts';
import { readShortNumber, shortNames, shortNumber } from './linkNumbers.ts';
import { templatesField } from './linkTemplates.ts';

/** What a link says of methods, prompts, model and dataset, as differences from `standard`. */
export function setupFields(catalogue: Catalogue, standard: LinkedState): readonly LinkField[] {
  return [
    // First, so that what else a link says of the race has the last word.
    assetField('D', 'dataset', 'datasetId', catalogue.datasets, catalogue, standard),
    assetField('M', 'model', 'modelId', catalogue.models, catalogue, standard),
    methodsField(catalogue, standard),
    ...paramFields(catalogue),
    templatesField,
  ];
}

const patched = (state: LinkedState, change: Partial<LinkedState['setup']>): LinkedState => ({
  ...state,
  setup: { ...state.setup, ...change },
});

function paramText(spec: ParamSpec, value: number | string): string {
  return spec.kind === 'number' ? shortNumber(Number(value)) : encodeURIComponent(value);
}

function readParam(
  spec: ParamSpec,
  text: string,
  readValue: (text: string, limits: NumberLimits) => number,
): number | string | null {
  if (spec.kind === 'number') {
    const value = readValue(text, spec);
    return within(value, spec) ? value : null;
  }
  return spec.options.find(({ value }) => encodeURIComponent(value) === text)?.value ?? null;
}

const typedNumber = (text: string, limits: NumberLimits) =>
  readNumber(text, limits)?.value ?? Number.NaN;

const withParam = (state: LinkedState, id: string, name: string, value: number | string) => {
  const { params } = state.setup;
  return patched(state, { params: { ...params, [id]: { ...params[id], [name]: value } } });
};

/** "carot.labelSmoothing=0.1": for links written by hand; the short form has them with the methods. */
const paramFields = (catalogue: Catalogue): readonly LinkField[] =>
  tunableOf(catalogue).flatMap(({ id, params }) =>
    Object.entries(params).map(([name, spec]) => ({
      sign: '',
      names: [`${id}.${name}`],
      write: () => '',
      read: () => null,
      readWords: (text: string, state: LinkedState) => {
        const read = readParam(spec, text, typedNumber);
        return read === null ? null : withParam(state, id, name, read);
      },
    })),
  );

const tunableOf = ({ methods }: Catalogue) => methods.filter(isRaceable);

/** "ft,carot": these are raced and no others; a view brings the method whose weights it mixes. */
function readMethodNames(
  text: string,
  { methods }: Catalogue,
  state: LinkedState,
): LinkedState | null {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const named = text.split(/[, ]+/).map((wanted) => {
    const method = methods.find(({ id, label }) => [id, label].map(plain).includes(plain(wanted)));
    return method?.base ?? method?.id;
  });
  if (named.some((id) => id === undefined)) return null;
  const ticks = methods
    .filter((method) => isRaceable(method) && method.kind !== 'reference')
    .map(({ id }) => [id, named.includes(id)]);
  return patched(state, { included: { ...state.setup.included, ...Object.fromEntries(ticks) } });
}

/** "!ft,carot/lS:.1/eM:.995": "!" ticks or unticks, the rest are parameters that were changed. */
function methodsField(catalogue: Catalogue, standard: LinkedState): LinkField {
  const tunable = tunableOf(catalogue);
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
    const { included } = state.setup;
    const ticks = toggled ? { ...included, [id]: !standard.setup.included[id] } : included;
    let next = patched(state, { included: ticks });
    const names = shortNames(Object.keys(method.params));
    for (const part of rest.split('/').slice(1)) {
      const [short, value, ...more] = part.split(':');
      const name = [...names].find(([, known]) => known === short)?.[0];
      const spec = name === undefined ? undefined : method.params[name];
      if (name === undefined || !spec || value === undefined || more.length > 0) return null;
      const read = readParam(spec, value, readShortNumber);
      if (read === null) return null;
      next = withParam(next, id, name, read);
    }
    return next;
  };
  return {
    sign: 'm',
    names: ['methods'],
    readWords: (text, state) => readMethodNames(text, catalogue, state),
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

/** A choice brings what goes with it: the other of the two where it does not fit, and a batch size. */
function assetField(
  sign: string,
  word: string,
  name: 'modelId' | 'datasetId',
  offered: readonly { readonly id: string }[],
  catalogue: Catalogue,
  standard: LinkedState,
): LinkField {
  const take = (text: string, state: LinkedState) => {
    const known = offered.find(({ id }) => encodeURIComponent(id) === text);
    if (!known) return null;
    const ids: AssetIds = { ...state.setup, [name]: known.id };
    // A link that names both means both: two that do not fit are the setup's problem, and said there.
    const named = name === 'modelId' && ids.datasetId !== standard.setup.datasetId;
    const fitting = named ? null : chooseAssets(ids, { [name]: known.id }, catalogue);
    return { ...state, setup: withAssets(state.setup, fitting ?? ids, catalogue) };
  };
  return {
    sign,
    names: [word],
    write: ({ setup }) => encodeURIComponent(setup[name]),
    read: take,
    readWords: take,
  };
}
