import { checksum } from '../math/checksum.ts';
import { LabError } from '../protocol/labError.ts';
import { readRunRecord } from '../results/readRunRecord.ts';
import { RunFileError } from '../results/runFileError.ts';
import {
  type PayloadInfo,
  payloadArrays,
  payloadKey,
  type RunPayload,
  type RunRecord,
} from '../results/runRecord.ts';
import { type DatabaseShelf, openDatabaseShelf } from './databaseShelf.ts';
import { createMemoryShelf } from './runShelf.ts';

/** `memory`: nothing outlasts the page. `read-only`: a newer lab has written here. */
export type ArchiveMode = 'kept' | 'memory' | 'read-only';

/** One line of the list; a run that cannot be read is still there to be seen and deleted. */
export type ListedRun =
  | { readonly state: 'whole' | 'unsaved'; readonly id: string; readonly record: RunRecord }
  /** Some payloads are missing or changed; the rest can be opened. */
  | {
      readonly state: 'damaged';
      readonly id: string;
      readonly record: RunRecord | null;
      readonly lost: readonly string[];
    }
  | { readonly state: 'newer'; readonly id: string; readonly record: null };

export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
}

/** Kept runs. What is damaged is listed as such; saving throws when it cannot save. */
export interface RunArchive {
  mode(): Promise<ArchiveMode>;
  /** Newest first. @throws LabError 'storage-unreadable' when the runs that were kept cannot be read */
  list(): Promise<readonly ListedRun[]>;
  /** @throws LabError 'storage-full', 'storage-read-only' or 'storage-failed'; the record then stays in memory */
  saveRecord(record: RunRecord): Promise<void>;
  /** Keeps one payload and says what to note of it in the record. @throws LabError as saveRecord */
  savePayload(runId: string, payload: RunPayload): Promise<PayloadInfo>;
  /** The payload, or null where it is missing or damaged. */
  readPayload(runId: string, info: PayloadInfo): Promise<RunPayload | null>;
  remove(runId: string): Promise<void>;
  /** Calls back when a newer version of the lab takes the storage over: nothing can be kept from then on. */
  onReplaced(listener: () => void): void;
  /** null where the browser does not tell. */
  storageUse(): Promise<StorageUse | null>;
  /** Asks the browser, once there is something to lose, not to clear it of its own accord; false where it will not promise. */
  persist(): Promise<boolean>;
}

const readOnly = () =>
  new LabError(
    'storage-read-only',
    'The kept runs were written by a newer version of the lab, so this one only reads them.',
    'Reload the page to get the newer version.',
  );

/** A list that cannot be read is not an empty list. */
function unreadable(error: unknown): never {
  throw new LabError(
    'storage-unreadable',
    `The kept runs could not be read: ${error instanceof Error ? error.message : 'the browser gave no reason'}.`,
    'They are still there. Close other tabs of the lab and reload the page.',
  );
}

function saveError(error: unknown): LabError {
  if (error instanceof LabError) return error;
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return new LabError(
      'storage-full',
      'Storage is full: this run is not kept beyond this page.',
      'Download or delete runs; the next save tries again.',
    );
  }
  return new LabError(
    'storage-failed',
    `The run could not be kept: ${error instanceof Error ? error.message : String(error)}`,
    'It stays on this page; download what you need.',
  );
}

export function createRunArchive(openShelf = openDatabaseShelf): RunArchive {
  const memory = createMemoryShelf();
  let opening: Promise<DatabaseShelf | null> | null = null;
  let replaced = () => {};
  /** null where the browser keeps nothing for this page. */
  const shelf = () => {
    opening ??= (async () => openShelf(() => replaced()))().catch(() => null);
    return opening;
  };
  /** Where things are written. @throws LabError 'storage-read-only' */
  const writable = async () => {
    const database = await shelf();
    if (database?.newer) throw readOnly();
    return database ?? memory;
  };

  const listed = async (raw: unknown, from: DatabaseShelf | null): Promise<ListedRun | null> => {
    const { id } = (raw ?? {}) as { id?: unknown };
    if (typeof id !== 'string') return null;
    let record: RunRecord;
    try {
      record = readRunRecord(raw);
    } catch (error) {
      if (!(error instanceof RunFileError)) throw error;
      return error.code === 'newer-version'
        ? { state: 'newer', id, record: null }
        : { state: 'damaged', id, record: null, lost: [] };
    }
    if (!from) return { state: (await shelf()) ? 'unsaved' : 'whole', id, record };
    const keys = new Set(await from.payloadKeys(id));
    const lost = record.payloads.map(({ key }) => key).filter((key) => !keys.has(key));
    return lost.length > 0
      ? { state: 'damaged', id, record, lost }
      : { state: 'whole', id, record };
  };

  return {
    mode: async () => {
      const database = await shelf();
      if (!database) return 'memory';
      return database.newer ? 'read-only' : 'kept';
    },
    list: async () => {
      const database = await shelf();
      const stored = database ? await database.records().catch(unreadable) : [];
      const held = await memory.records();
      const heldIds = new Set(held.map((record) => (record as { id: string }).id));
      const entries: ListedRun[] = [];
      // One after the other: reading many records at once would keep the page from drawing.
      for (const raw of [...held, ...stored]) {
        const isHeld = held.includes(raw);
        if (!isHeld && heldIds.has((raw as { id: string }).id)) continue;
        const entry = await listed(raw, isHeld ? null : database).catch(() => null);
        if (entry) entries.push(entry);
      }
      return entries.sort((a, b) => (b.record?.savedAt ?? 0) - (a.record?.savedAt ?? 0));
    },
    saveRecord: async (record) => {
      try {
        const target = await writable();
        await target.putRecord(record);
        if (target !== memory) await memory.remove(record.id);
      } catch (error) {
        await memory.putRecord({ ...record, payloads: [] });
        throw saveError(error);
      }
    },
    savePayload: async (runId, payload) => {
      const arrays = payloadArrays(payload);
      const key = payloadKey(payload);
      const sizeBytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
      try {
        await (await writable()).putPayload(runId, key, payload);
      } catch (error) {
        throw saveError(error);
      }
      return { key, sizeBytes, checksum: checksum(arrays) };
    },
    readPayload: async (runId, info) => {
      const from = (await shelf()) ?? memory;
      try {
        const payload = (await from.payload(runId, info.key)) as RunPayload | undefined;
        if (!payload) return null;
        return checksum(payloadArrays(payload)) === info.checksum ? payload : null;
      } catch {
        return null;
      }
    },
    remove: async (runId) => {
      await memory.remove(runId);
      const database = await shelf();
      if (database?.newer) throw readOnly();
      await database?.remove(runId);
    },
    onReplaced: (listener) => {
      replaced = listener;
    },
    persist: async () => {
      try {
        return (await navigator.storage.persisted()) || (await navigator.storage.persist());
      } catch {
        return false;
      }
    },
    storageUse: async () => {
      try {
        const { usage, quota } = await navigator.storage.estimate();
        return usage === undefined || quota === undefined
          ? null
          : { usedBytes: usage, quotaBytes: quota };
      } catch {
        return null;
      }
    },
  };
}
