import type { Catalogue } from '../../../protocol/catalogue.ts';
import type { CompareRow } from '../../../store/archive/compareRows.ts';
import { methodLabel } from '../../../store/archive/runNames.ts';
import { formatNumber } from '../../format.ts';

/** "WiSE-FT, α 0.5". */
export const rowLabel = ({ methodId, alpha }: CompareRow, catalogue: Catalogue | null): string =>
  `${methodLabel(catalogue, methodId)}${alpha === undefined ? '' : `, α ${formatNumber(alpha)}`}`;
