import type { RunPhase } from '../../protocol/events.ts';

export const isActive = (phase: RunPhase) => phase === 'running' || phase === 'evaluating';
export const isOver = (phase: RunPhase) =>
  phase === 'finished' || phase === 'stopped' || phase === 'failed';
