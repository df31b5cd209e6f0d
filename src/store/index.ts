import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { compareLater } from './archive/compareLater.ts';
import { createCompareSlice } from './archive/compareSlice.ts';
import { keepRuns } from './archive/keepRuns.ts';
import { createRunsSlice } from './archive/runsSlice.ts';
import { createClassroomSlice } from './classroom/classroomSlice.ts';
import { createDemoSlice } from './demo/demoSlice.ts';
import { createEngineSlice, foldEngine } from './engine/engineSlice.ts';
import type { Effect, Followed } from './kit/effect.ts';
import { eventTaker, type Fold, type Hearing } from './kit/events.ts';
import type { LabDeps } from './kit/ports.ts';
import type { LabState, LabStore } from './labState.ts';
import { followWants } from './recorded/followWants.ts';
import { leaveRecorded } from './recorded/leaveRecorded.ts';
import { createRecordedSlice } from './recorded/recordedSlice.ts';
import { createAlphaSlice } from './results/alphaSlice.ts';
import { askCurves } from './results/askCurves.ts';
import { askFindings } from './results/askFindings.ts';
import { askStatistics } from './results/askStatistics.ts';
import { createCorruptionSlice } from './results/corruptionSlice.ts';
import { feedStatistics } from './results/feedStatistics.ts';
import { fillTrail } from './results/fillTrail.ts';
import { createFindingsSlice } from './results/findingsSlice.ts';
import { followSeverity } from './results/followSeverity.ts';
import { createResultsSlice } from './results/resultsSlice.ts';
import { takeEvaluations } from './results/takeEvaluations.ts';
import { mendLosses } from './run/mendLosses.ts';
import { foldPace } from './run/pace.ts';
import { createRecoverySlice, foldRecovery } from './run/recoverySlice.ts';
import { createRunSlice, foldRun } from './run/runSlice.ts';
import { createSetupSlice } from './run/setupSlice.ts';
import { inspectBatches } from './selection/inspectBatches.ts';
import { createMatrixSlice } from './selection/matrixSlice.ts';
import { createPicturesSlice } from './selection/picturesSlice.ts';
import { createSelectionSlice } from './selection/selectionSlice.ts';
import { createShareSlice } from './share/shareSlice.ts';
import { createClockSlice } from './view/clockSlice.ts';
import { followAlpha } from './view/followAlpha.ts';
import { createKnobsSlice } from './view/knobsSlice.ts';
import { createLayoutSlice } from './view/layoutSlice.ts';
import { playClock } from './view/playClock.ts';
import { createTableSlice } from './view/tableSlice.ts';

/** What an event changes of the state, room by room. */
const folds: readonly Fold<LabState>[] = [
  ({ engine }, event) => ({ engine: foldEngine(engine, event) }),
  ({ run }, event, now) => ({ run: foldRun(run, event, now) }),
  ({ pace }, event) => ({ pace: foldPace(pace, event) }),
  ({ recovery }, event) => ({ recovery: foldRecovery(recovery, event) }),
];

/** What follows the store, and hears of events, in this order. */
const effects = ({ engine, stats, archive }: LabDeps): readonly Effect<LabState>[] => [
  takeEvaluations,
  fillTrail,
  followAlpha(engine),
  followSeverity,
  playClock,
  leaveRecorded,
  followWants,
  mendLosses,
  inspectBatches,
  feedStatistics(stats),
  askStatistics(stats),
  askCurves(stats),
  askFindings(stats),
  keepRuns,
  compareLater({ archive, stats }),
];

/** The page's one store. `deps` are the two workers' clients, or what stands in for them. */
export function createLabStore(deps: LabDeps): LabStore {
  let take: LabState['applyEvents'] = () => {};
  const store = createStore<LabState>()(
    subscribeWithSelector((set, get) => ({
      ...createEngineSlice(deps)(set, get),
      ...createSetupSlice(deps)(set, get),
      ...createRunSlice(deps)(set, get),
      ...createRunsSlice(deps)(set, get),
      ...createRecordedSlice(deps)(set, get),
      ...createRecoverySlice(deps)(set, get),
      ...createShareSlice(deps)(set, get),
      ...createClassroomSlice(deps)(set, get),
      ...createDemoSlice(set, get),
      ...createCompareSlice(deps)(set, get),
      ...createKnobsSlice(set, get),
      ...createAlphaSlice(deps)(set, get),
      ...createCorruptionSlice(deps)(set, get),
      ...createMatrixSlice(deps)(set, get),
      ...createResultsSlice(deps)(set, get),
      ...createFindingsSlice(set, get),
      ...createClockSlice(set, get),
      ...createSelectionSlice(set, get),
      ...createPicturesSlice(deps)(set, get),
      ...createLayoutSlice(set, get),
      ...createTableSlice(set, get),
      linkStandard: null,
      applyEvents: (posted) => take(posted),
    })),
  );
  const heard: Hearing<LabState>[] = [];
  const followed: Followed<LabState> = { ...store, hear: (hearing) => heard.push(hearing) };
  for (const follow of effects(deps)) follow(followed);
  take = eventTaker(store, folds, heard, deps.now);
  return store;
}
