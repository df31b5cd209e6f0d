import families from './families.json' with { type: 'json' };
import { collections } from './iconify.ts';
import { allowedLicences, pretrainingLicences } from './licences.ts';

/** The part of the benchmark that a family of icon sets draws. */
export type Role = keyof typeof families.roles;

const roleOfSet = new Map(
  Object.entries(families.roles).flatMap(([role, sets]) => sets.map((set) => [set, role as Role])),
);
const excluded = new Set(families.excluded);

/** Sets that show brands, code or flags: their names do not say what is drawn. */
const skippedCategories = new Set(['Logos', 'Programming']);
const skippedSets = new Set(
  `circle-flags flag flagpack cif svg-spinners academicons gis geo brandico fontelico bitcoin-icons
  fa6-brands fa-brands fa7-brands bxl covid ginetex cryptocurrency token`.split(/\s+/),
);

/** Every set that may be used at all, in the package's order. */
export const usableSets: readonly string[] = Object.keys(collections).filter((set) => {
  const { license, category = '' } = collections[set]!;
  const licences = roleOfSet.has(set) ? allowedLicences : pretrainingLicences;
  return (
    licences.includes(license.spdx) &&
    !skippedCategories.has(category) &&
    !skippedSets.has(set) &&
    !excluded.has(set)
  );
});

/** The role of a set in the benchmark; null where it may only be pretrained on. */
export const roleOf = (set: string): Role | null => roleOfSet.get(set) ?? null;

/** The set's author; one whose sets are credited to several names has one here. */
export const authorOf = (set: string): string => {
  const { name } = collections[set]!.author;
  return (families.sameAuthor as Readonly<Record<string, string>>)[name] ?? name;
};
