import { createStore } from 'zustand/vanilla';
import { createCompareSlice } from './archive/compareSlice.ts';
import { keepRuns } from './archive/keepRuns.ts';
import { createRunsSlice } from './archive/runsSlice.ts';
import { createEngineSlice, foldEngine } from './engine/engineSlice.ts';
import type { LabDeps } from './kit/ports.ts';
import type { LabState, LabStore } from './labState.ts';
import { createAlphaSlice } from './results/alphaSlice.ts';
import { askStatistics } from './results/askStatistics.ts';
import { createCorruptionSlice } from './results/corruptionSlice.ts';
import { feedStatistics } from './results/feedStatistics.ts';
import { createFindingsSlice } from './results/findingsSlice.ts';
import { createResultsSlice } from './results/resultsSlice.ts';
import { foldPace } from './run/pace.ts';
import { isOver } from './run/phase.ts';
import { createRecoverySlice } from './run/recoverySlice.ts';
import { createRunSlice, foldRun } from './run/runSlice.ts';
import { createSetupSlice } from './run/setupSlice.ts';
import { createMatrixSlice } from './selection/matrixSlice.ts';
import { createPicturesSlice } from './selection/picturesSlice.ts';
import { createSelectionSlice } from './selection/selectionSlice.ts';
import { createShareSlice } from './share/shareSlice.ts';
import { createClockSlice } from './view/clockSlice.ts';
import { createKnobsSlice } from './view/knobsSlice.ts';
import { createLayoutSlice } from './view/layoutSlice.ts';
import { createTableSlice } from './view/tableSlice.ts';

/** The page's one store. `deps` are the two workers' clients, or what stands in for them. */
export function createLabStore(deps: LabDeps): LabStore {
  const store = createStore<LabState>()((...api) => {
    const [set, get] = api;
    return {
      ...createEngineSlice(deps)(...api),
      ...createSetupSlice(deps)(...api),
      ...createRunSlice(deps)(...api),
      ...createRunsSlice(deps)(...api),
      ...createRecoverySlice(deps)(...api),
      ...createShareSlice(deps)(...api),
      ...createCompareSlice(deps)(...api),
      ...createKnobsSlice(deps)(...api),
      ...createAlphaSlice(deps)(...api),
      ...createCorruptionSlice(deps)(...api),
      ...createMatrixSlice(deps)(...api),
      ...createResultsSlice(deps)(...api),
      ...createFindingsSlice(deps)(...api),
      ...createClockSlice(...api),
      ...createSelectionSlice(...api),
      ...createPicturesSlice(deps)(...api),
      ...createLayoutSlice(...api),
      ...createTableSlice(...api),
      applyEvents: (posted) => {
        const events = posted.filter((event) => !get().isEcho(event));
        const now = deps.now();
        let { engine, run, pace } = get();
        const hadSteps = events.some(({ type }) => type === 'train.step');
        for (const event of events) {
          // A new run clears the old one's results before its own arrive.
          if (event.type === 'run.started') get().takeEvaluation(event);
          if (event.type === 'run.resumed' && event.runId !== run?.id) get().clearResults();
          engine = foldEngine(engine, event);
          run = foldRun(run, event, now);
          pace = foldPace(pace, event);
        }
        if (run && hadSteps) run = { ...run, revision: run.revision + 1 };
        set({ engine, run, pace });
        for (const event of events) {
          if (event.type !== 'run.started') get().takeEvaluation(event);
          get().takeAlpha(event);
          // The slider may have moved during the race.
          if (event.type === 'run.phase' && isOver(event.phase)) get().evaluateViews();
          get().takeRecovery(event);
        }
        get().journal(events);
      },
    };
  });
  feedStatistics(deps.stats)(store);
  askStatistics(deps.stats)(store);
  keepRuns(store);
  return store;
}
