import type { RunsSlice } from '../archive/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import type { ClassroomSlice, ClassroomState, ClassTask } from './state.ts';

type Reads = ClassroomSlice &
  ClockSlice &
  EngineSlice &
  ResultsSlice &
  RunSlice &
  RunsSlice &
  SetupSlice;

export const noTask: ClassTask = { locks: [], asksNumber: false };

export const createClassroomSlice =
  (deps: LabDeps): Slice<ClassroomSlice, Reads> =>
  (set, get) => {
    const patch = (change: Partial<ClassroomState>) =>
      set(({ classroom }) => ({ classroom: { ...classroom, ...change } }));
    return {
      classroom: { task: noTask, student: { name: '', number: null }, sheet: null, collected: [] },
      showClass: (sheet) => patch({ sheet }),
      setTask: (task) => patch({ task }),
      setStudent: (change) => {
        const { task, student } = get().classroom;
        patch({ student: { ...student, ...change } });
        if (task.asksNumber && typeof change.number === 'number') {
          get().setSettings({ seed: change.number });
        }
      },
      handIn: async () => {
        const { makeHandIn } = await import('./makeHandIn.ts');
        return makeHandIn(deps, get());
      },
      collect: async (fileName, read) => {
        const { collectedFile } = await import('./collectedFile.ts');
        const file = await collectedFile(fileName, read);
        patch({ collected: [...get().classroom.collected, file] });
      },
      forgetCollected: () => patch({ collected: [] }),
    };
  };
