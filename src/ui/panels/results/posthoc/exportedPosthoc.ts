import type { ExportedTable } from '../../../../results/exports/tableText.ts';
import { posthocNumbers } from '../../../../results/posthocNumbers.ts';
import type { CalibratorSaid, PosthocRow } from '../../../../results/posthocTypes.ts';
import { formatCount } from '../../../format.ts';
import { words } from './words.ts';

export interface PosthocToExport {
  readonly calibrators: readonly CalibratorSaid[];
  readonly rows: ReadonlyMap<string | null, PosthocRow>;
  readonly methodId: string;
  /** Of the method. */
  readonly label: string;
  readonly step: number;
}

const columns = [
  { title: 'Acc', unit: 'fraction', of: 'accuracy' },
  { title: 'ECE', unit: 'fraction', of: 'ece' },
  { title: 'Noise floor', unit: 'fraction', of: 'noiseFloor' },
  { title: 'NLL, nats', unit: 'nats', of: 'nll' },
  { title: 'Brier', unit: 'score', of: 'brier' },
] as const;
const roles = ['id', 'ood'] as const;

/** The table, each column ID and OOD, to be written in one format or another. */
export function exportedPosthoc(asked: PosthocToExport): ExportedTable {
  const { calibrators, rows, methodId, label, step } = asked;
  const all = [null, ...calibrators].flatMap((calibrator) => {
    const row = rows.get(calibrator?.id ?? null);
    if (!row) return [];
    const numbers = Object.fromEntries(
      roles.map((role) => [role, posthocNumbers(row.sets.filter((set) => set.role === role))]),
    );
    return [{ calibrator, row, numbers }];
  });
  const n = (role: (typeof roles)[number]) => formatCount(all[0]?.numbers[role]?.n ?? 0);
  const fitted = Math.max(
    0,
    ...all.map(({ calibrator, row }) => (calibrator?.oracle ? 0 : row.fittedOn)),
  );
  return {
    columns: columns.flatMap(({ title, unit }) =>
      roles.map((role) => ({ title: `${role.toUpperCase()} ${title}`, unit })),
    ),
    rows: all.map(({ calibrator, row, numbers }) => ({
      label: calibrator
        ? `${calibrator.label}${calibrator.oracle ? ` (${words.oracle})` : ''}`
        : words.none,
      values: columns.flatMap(({ of }) => roles.map((role) => numbers[role]?.[of] ?? Number.NaN)),
      spreads: columns.flatMap(({ of }) =>
        roles.map((role) => {
          const interval = of === 'ece' ? numbers[role]?.eceInterval : null;
          return interval ? (interval[1] - interval[0]) / 2 : Number.NaN;
        }),
      ),
      facts: {
        calibrator: calibrator?.id ?? 'none',
        of: methodId,
        step,
        'fitted on n': row.fittedOn,
        'ID n': numbers.id?.n ?? 0,
        'OOD n': numbers.ood?.n ?? 0,
        oracle: calibrator?.oracle ? 1 : 0,
        'at bound': row.atBound ? 1 : 0,
      },
    })),
    caption: words.caption(label, formatCount(step), formatCount(fitted), n('id'), n('ood')),
  };
}
