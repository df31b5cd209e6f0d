import type { RunArchive } from './runArchive.ts';

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
  return {
    mode: async () => (await archive()).mode(),
    list: async () => (await archive()).list(),
    saveRecord: async (record) => (await archive()).saveRecord(record),
    savePayload: async (runId, payload) => (await archive()).savePayload(runId, payload),
    readPayload: async (runId, info) => (await archive()).readPayload(runId, info),
    remove: async (runId) => (await archive()).remove(runId),
    storageUse: async () => (await archive()).storageUse(),
    persist: async () => (await archive()).persist(),
    onReplaced: (listener) => void archive().then((there) => there.onReplaced(listener)),
  };
}
