import { type Role, roleOf, usableSets } from './families.ts';
import { collections, readIconSet } from './iconify.ts';
import { classOf, isPlain } from './labels.ts';
import { isDescribed, parseName } from './names.ts';
import { type Style, styleOf } from './styles.ts';

/** A drawing and what its name says of it. */
export interface Candidate {
  readonly set: string;
  readonly icon: string;
  readonly concept: string;
  readonly style: Style;
  /** Whether the drawing has colours of its own. */
  readonly palette: boolean;
  /** The benchmark's class that its name belongs to, if any. */
  readonly className: string | null;
  /** Whether the name is the class and nothing more. */
  readonly plain: boolean;
}

export interface BenchmarkCandidate extends Candidate {
  readonly role: Role;
  readonly className: string;
}

export interface PretrainingCandidate extends Candidate {
  /** Other names that the set gives the same drawing. */
  readonly names: readonly string[];
}

export interface Plan {
  readonly benchmark: readonly BenchmarkCandidate[];
  readonly pretraining: readonly PretrainingCandidate[];
}

/** At most so many drawings of one set, concept and style: more would be variants of one idea. */
const mostAlikeInBenchmark = 3;
const mostAlikeInPretraining = 1;
const mostNames = 3;

/** The style that each role of the benchmark asks for. */
export const styleOfRole: Readonly<Record<Role, Style>> = {
  id: 'outline',
  solid: 'solid',
  duotone: 'duotone',
  color: 'color',
  emoji: 'emoji',
  pixel: 'pixel',
};

/** Aliases of a set that show the drawing as it is, as concepts by drawing. */
function aliasConcepts(aliases: ReturnType<typeof readIconSet>['aliases'] = {}) {
  const concepts = new Map<string, Set<string>>();
  for (const [alias, { parent, rotate, hFlip, vFlip }] of Object.entries(aliases)) {
    if (!parent || rotate || hFlip || vFlip) continue;
    const known = concepts.get(parent) ?? new Set();
    concepts.set(parent, known.add(parseName(alias).concept));
  }
  return concepts;
}

/**
 * Every drawing that may enter the benchmark or the pretraining, from names alone: what its set is
 * for, what it shows, how it is drawn. Nothing is rendered or compared yet.
 */
export function makePlan(): Plan {
  const benchmark: BenchmarkCandidate[] = [];
  const pretraining: PretrainingCandidate[] = [];
  for (const set of usableSets) {
    const role = roleOf(set);
    const file = readIconSet(set);
    const collection = collections[set]!;
    const otherNames = role ? new Map<string, Set<string>>() : aliasConcepts(file.aliases);
    const alike = new Map<string, number>();
    for (const icon of Object.keys(file.icons)) {
      const { concept, styles } = parseName(icon, set);
      if (!isDescribed(concept)) continue;
      const style = styleOf(set, styles, collection);
      const key = `${concept}|${style}`;
      const count = (alike.get(key) ?? 0) + 1;
      alike.set(key, count);
      const className = classOf(concept);
      const candidate = {
        set,
        icon,
        concept,
        style,
        palette: collection.palette,
        className,
        plain: isPlain(concept),
      };
      if (role === null) {
        if (count > mostAlikeInPretraining) continue;
        const names = [...(otherNames.get(icon) ?? [])]
          .filter((name) => name !== concept && isDescribed(name))
          .slice(0, mostNames);
        pretraining.push({ ...candidate, names });
      } else if (className && count <= mostAlikeInBenchmark && style === styleOfRole[role]) {
        benchmark.push({ ...candidate, className, role });
      }
    }
  }
  return { benchmark, pretraining };
}
