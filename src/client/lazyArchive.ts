import type { RunArchive } from './runArchive.ts';
import { methodOf, surface } from './surface.ts';

const load = () => import('./runArchive.ts').then(({ createRunArchive }) => createRunArchive());

/** The archive, fetched when it is first asked: it does not stand between a visitor and the page. */
export function createLazyArchive(open: () => Promise<RunArchive> = load): RunArchive {
  let opened: Promise<RunArchive> | null = null;
  const archive = () => {
    opened ??= open();
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
  return surface<RunArchive, 'onReplaced'>(
    { onReplaced: (listener) => void archive().then((there) => there.onReplaced(listener)) },
    async (name, args) => methodOf(await archive(), name)(...args),
  );
}
