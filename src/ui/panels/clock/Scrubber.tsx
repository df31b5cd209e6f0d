import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { evaluatedSteps } from '../../../store/results/selectors.ts';
import { evaluationSteps } from '../../../store/run/raceTime.ts';
import { leadStep } from '../../../store/run/selectors.ts';
import { Timeline } from '../../charts/Timeline.tsx';
import { movedStep, snapStep, timelineStep } from '../../charts/timelineMarks.ts';
import { formatCount } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useCrosshair } from '../parts/useCrosshair.ts';
import { words } from './words.ts';

const moves: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 3,
  PageDown: -3,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

interface ScrubberProps {
  readonly width: number;
  readonly height: number;
}

/** The timeline with a native slider over it that stands on evaluations only. */
export function Scrubber({ width, height }: ScrubberProps) {
  const steps = useLabShallow(evaluatedSteps);
  const total = useLab(({ run, setup }) => run?.config.steps ?? setup.steps);
  const config = useLab(({ run }) => run?.config ?? null);
  const done = useLab(({ run }) => (run ? leadStep(run) : 0));
  const { scrubStep, crosshair } = useLab((state) => state.clock);
  const scrubTo = useLab((state) => state.scrubTo);
  const setCrosshair = useCrosshair();
  const planned = useMemo(
    () => (config ? evaluationSteps(config).filter((step) => !steps.includes(step)) : []),
    [config, steps],
  );
  const newest = steps.at(-1) ?? null;
  const shown =
    scrubStep === null
      ? newest
      : snapStep(
          steps.filter((s) => s <= scrubStep),
          scrubStep,
        );
  const go = (step: number | null) => scrubTo(step === newest ? null : step);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = movedStep(steps, scrubStep, move);
    if (next) scrubTo(next.to);
  };
  const onPointerMove = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    setCrosshair(timelineStep(event.clientX - left, total, width));
  };
  const spoken = () => {
    if (shown === null) return words.none;
    if (scrubStep === null) return words.newest(formatCount(shown));
    return words.scrubbed(formatCount(shown), formatCount(total));
  };
  return (
    <>
      <Timeline
        width={width}
        height={height}
        total={total}
        done={done}
        evaluated={steps}
        planned={planned}
        crosshair={crosshair}
        shown={shown}
      />
      <input
        type="range"
        className="scrubber"
        min={0}
        max={total}
        step={1}
        value={shown ?? 0}
        disabled={steps.length === 0}
        data-latest={scrubStep === null}
        aria-label={words.scrub}
        aria-valuetext={spoken()}
        onChange={(event) => {
          const step = snapStep(steps, event.target.valueAsNumber);
          if (step !== null) go(step);
        }}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setCrosshair(null)}
      />
    </>
  );
}
