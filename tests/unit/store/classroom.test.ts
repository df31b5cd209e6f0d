import { describe, expect, test } from 'vitest';
import { toHandInJson } from '../../../src/results/classroom/handIn.ts';
import { readHandIn } from '../../../src/results/classroom/readHandIn.ts';
import { toRunJson } from '../../../src/results/exports/runJson.ts';
import { noTask } from '../../../src/store/classroom/classroomSlice.ts';
import type { ClassTask } from '../../../src/store/classroom/state.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { classLink } from '../../../src/store/link/classLink.ts';
import { linkedState } from '../../../src/store/link/linkedState.ts';
import { readLink } from '../../../src/store/link/urlState.ts';
import { fakeDeps, fakeStats } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { catalogue } from '../../gallery/fixtures.ts';
import { classRecord, collected, student } from '../../support/classFiles.ts';
import { honestRecord, honestResult } from '../../support/honestRecord.ts';

/** Statistics whose numbers agree with each other. */
const stats = {
  ...fakeStats(),
  result: async (key: string) => honestResult(key.split('/')[1]!),
};

async function openPage() {
  const store = createLabStore({ ...fakeDeps(), stats });
  await store.getState().boot();
  store.setState({ linkStandard: linkedState(store.getState()) });
  return store;
}

async function raced(until: number) {
  const store = await openPage();
  const config = { ...fakeConfig(store.getState().setup), seed: 7 };
  store.getState().applyEvents(fakeRace(config, until));
  return store;
}

describe('a class link', () => {
  const task: ClassTask = { locks: ['methods', 'seed'], asksNumber: true };

  test('holds the race, what is locked, and no seed where each student has one', async () => {
    const store = await openPage();
    store.getState().setSettings({ steps: 120, seed: 99 });
    const hash = classLink(store.getState(), task, '');
    const { linkStandard } = store.getState();
    const { state, edited } = readLink({ hash }, linkStandard!, catalogue);
    expect(edited).toBe(false);
    expect(state.task).toEqual(task);
    expect(state.setup).toMatchObject({ steps: 120, seed: 0 });
    expect(hash.length).toBeLessThan(60);
    // The teacher's own page is as it was.
    expect(store.getState().classroom.task).toEqual(noTask);
  });

  test('opens a lesson, and says so where there is none of that name', async () => {
    const store = await openPage();
    const { linkStandard } = store.getState();
    const hash = classLink(store.getState(), task, '3');
    expect(readLink({ hash }, linkStandard!, catalogue).state.layout.lesson).toBe(3);
    expect(() => classLink(store.getState(), task, 'three')).toThrow(
      /"three" cannot be the lesson/,
    );
  });

  test('is written by hand in words', async () => {
    const { linkStandard } = (await openPage()).getState();
    const search = '?lock=seed, methods&number=ask';
    expect(readLink({ hash: '', search }, linkStandard!, catalogue).state.task).toEqual(task);
  });

  test.each(['?lock=everything', '?lock=seed,seed', '?number=7', '#2aaaa&Kzz'])(
    '%s is refused by the part that is wrong',
    async (link) => {
      const { linkStandard } = (await openPage()).getState();
      const [search, hash] = link.startsWith('?') ? [link, ''] : ['', link];
      expect(() => readLink({ hash, search }, linkStandard!, catalogue)).toThrow(
        /not understood: .* cannot be the (lock|number)/,
      );
    },
  );

  test('has nobody start before the number is given, which is then the seed', async () => {
    const store = await openPage();
    store.getState().setTask(task);
    await store.getState().start();
    expect(store.getState().commandPending).toBe(false);
    expect(store.getState().run).toBeNull();
    store.getState().setStudent({ number: 23 });
    expect(store.getState().setup.seed).toBe(23);
  });
});

describe('handing in', () => {
  test('holds the finished race, at the standard bins, whatever the knobs show', async () => {
    const store = await raced(152);
    store.getState().setBins(5, 'mass');
    store.getState().scrubTo(19);
    store.getState().setStudent({ name: '  Ada ', number: 7 });
    const { file, hash } = await store.getState().handIn();
    const { name, parts } = file;
    expect(name).toBe('carot-lab-hand-in-7-Ada.json');
    const read = await readHandIn(parts.join(''));
    expect(read.isWhole).toBe(true);
    expect(JSON.parse(parts.join('')).hashes.content).toBe(hash);
    expect(read.student).toEqual({ name: 'Ada', number: 7 });
    expect(read.record).toMatchObject({ phase: 'finished', step: 152, config: { seed: 7 } });
    expect(read.record.results.map(({ methodId }) => methodId)).toEqual([
      'zs',
      'ft',
      'flyp',
      'carot',
      'wise-ft',
    ]);
    const [summary] = read.record.results[1]!.splits;
    expect(summary!.raw).toMatchObject({ binCount: 15, binning: 'width' });
  });

  test('takes no run that came out of a file', async () => {
    const store = await openPage();
    await store.getState().loadRuns();
    const file = new File([toRunJson(honestRecord())], 'of-a-friend.json');
    await store.getState().openFiles([file]);
    await store.getState().openRun(store.getState().runs.entries[0]!.id);
    store.getState().setStudent({ name: 'Ada' });
    await expect(store.getState().handIn()).rejects.toMatchObject({ code: 'imported' });
  });

  test('waits for the end of the race, and for a name', async () => {
    const store = await raced(40);
    await expect(store.getState().handIn()).rejects.toMatchObject({ code: 'no-name' });
    store.getState().setStudent({ name: 'Ada' });
    await expect(store.getState().handIn()).rejects.toMatchObject({ code: 'not-finished' });
  });
});

describe('files that were handed in', () => {
  const file = async (number: number) => {
    const json = await toHandInJson({ student: student(number), record: classRecord(number) });
    return new File([json], `${number}.json`);
  };

  test('go to the class wherever they are dropped, and no run is kept of them', async () => {
    const store = await openPage();
    await store.getState().loadRuns();
    await store.getState().openFiles([await file(1), await file(2)]);
    const { classroom, runs, commandError } = store.getState();
    expect(classroom.sheet).toBe('collect');
    expect(classroom.collected.map(({ fileName }) => fileName)).toEqual(['1.json', '2.json']);
    expect(runs.entries).toEqual([]);
    expect(commandError).toBeNull();
  });

  test('stand on the roll with what is wrong with them while the class is collected', async () => {
    const store = await openPage();
    store.getState().showClass('collect');
    const big = new File(['{}'], 'big.json');
    Object.defineProperty(big, 'size', { value: 33e6 });
    const files = [new File(['x'], 'essay.docx'), big, new File([''], 'empty.json')];
    await store.getState().openFiles(files);
    expect(store.getState().classroom.collected.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/no hand-in of the lab: it is not valid JSON/),
      expect.stringMatching(/big.json is larger than/),
      expect.stringMatching(/empty.json is empty/),
    ]);
    store.getState().forgetCollected();
    expect(store.getState().classroom.collected).toEqual([]);
  });

  test('are read as the class reads them', async () => {
    const { handIn } = await collected({ student: student(3), record: classRecord(3) });
    expect(handIn?.isWhole).toBe(true);
  });
});
