import type { LoadedInfo } from '../../protocol/events.ts';
import type { EngineState } from './state.ts';

/** The model and the data that the panes speak of; null before any are known. */
export const described = ({
  loaded,
  standIn,
}: Pick<EngineState, 'loaded' | 'standIn'>): LoadedInfo | null => standIn ?? loaded;
