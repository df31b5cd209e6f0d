import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { build, type Rolldown } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import type * as Writer from '../support/checkpointWriter.ts';
import { type KillableBrowser, startKillable } from '../support/killableBrowser.ts';
import { RACE, READY, startButton } from '../support/labPage.ts';
import { startSmallLab } from '../support/smallLab.ts';

const KILLS = 10;

let lab: Awaited<ReturnType<typeof startSmallLab>>;
let script: string;
let profile: string;
let running: KillableBrowser | null = null;

beforeAll(async () => {
  lab = await startSmallLab();
  const entry = join(projectRoot, 'tests/support/checkpointWriter.ts');
  const [built] = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'writer' } },
  })) as Rolldown.RolldownOutput[];
  script = built!.output[0].code;
});
afterAll(() => lab?.close());
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'carot-lab-killed-'));
});
afterEach(async () => {
  await running?.kill();
  running = null;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** The browser anew on the profile that the last one was killed over. */
async function reopen(): Promise<Page> {
  running = await startKillable(profile);
  return running.page;
}
async function kill(): Promise<void> {
  const killed = running;
  running = null;
  await killed?.kill();
}

type Global = { writer: typeof Writer; saved: (step: number) => void };

/** A page of the lab's origin without the lab, with the writer in it; a page that is read anew. */
async function writerPage(): Promise<Page> {
  const page = await reopen();
  await page.goto(`${lab.url}datasets/iconshift/attribution.html`);
  await page.evaluate(`${script}; globalThis.writer = writer;`);
  return page;
}

/** Lets `write` go on from a step and kills the browser after that time. @returns the last step said to be saved */
async function writeAndKill(
  write: 'writeOn' | 'writeInPieces',
  from: number,
  afterMs: number,
): Promise<number> {
  const page = running!.page;
  let last = from - 1;
  let begun: () => void = () => {};
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  await page.exposeFunction('saved', (step: number) => {
    last = Math.max(last, step);
    begun();
  });
  await page.evaluate(
    ([name, step]) => {
      const { writer, saved } = globalThis as unknown as Global;
      void writer[name](step, saved);
    },
    [write, from] as const,
  );
  await first;
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await kill();
  return last;
}

/** Spread over the time that a save or two take. */
const delays = Array.from({ length: KILLS }, (_, i) => 20 + ((i * 137) % 400));

test('a browser killed while it writes checkpoints leaves the last or the one before, whole, and nothing else', async () => {
  let next = 1;
  await writerPage();
  for (const afterMs of delays) {
    const acknowledged = await writeAndKill('writeOn', next, afterMs);
    const page = await writerPage();
    const kept = await page.evaluate(() => (globalThis as unknown as Global).writer.readBack());
    expect(kept).not.toBeNull();
    // What was said to be saved is; the one under way may be, too.
    expect([acknowledged, acknowledged + 1]).toContain(kept!.step);
    expect(kept).toMatchObject({ runs: 1, bytes: [kept!.step % 256] });
    next = kept!.step + 1;
  }
});

test('the same kills do tear what is written in pieces', async () => {
  let next = 1;
  let torn = 0;
  await writerPage();
  for (const afterMs of delays) {
    next = (await writeAndKill('writeInPieces', next, afterMs)) + 2;
    const page = await writerPage();
    const agree = await page.evaluate(() => (globalThis as unknown as Global).writer.piecesAgree());
    if (!agree) torn += 1;
  }
  expect(torn).toBeGreaterThan(0);
});

test('a race under which the browser is killed is offered on the next start, and goes on', async () => {
  let page = await reopen();
  await page.goto(`${lab.url}?seed=7&methods=carot&steps=4000&batch=4&every=0&live=12&final=12`);
  await page.getByText('Ready when you are').waitFor({ timeout: READY });
  await startButton(page).click();
  // The first checkpoint comes after 10 s.
  await page.waitForTimeout(13_000);
  await kill();
  page = await reopen();
  await page.goto(lab.url);
  await page.getByText(/Your last race stopped at step \d/).waitFor({ timeout: READY });
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText(/The race went on from step \d/).waitFor({ timeout: RACE });
});
