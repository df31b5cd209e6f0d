import type { RunRecord } from '../results/runRecord.ts';

/** Where records and payloads lie, as they are; what they mean is the archive's business. */
export interface RunShelf {
  records(): Promise<readonly unknown[]>;
  /** Keys of the payloads of one run. */
  payloadKeys(runId: string): Promise<readonly string[]>;
  putRecord(record: RunRecord): Promise<void>;
  putPayload(runId: string, key: string, payload: unknown): Promise<void>;
  /** undefined where nothing lies. */
  payload(runId: string, key: string): Promise<unknown>;
  /** Record and payloads. */
  remove(runId: string): Promise<void>;
}

/** For pages that may not store anything: lasts as long as the page. */
export function createMemoryShelf(): RunShelf {
  const records = new Map<string, unknown>();
  const payloads = new Map<string, Map<string, unknown>>();
  return {
    records: async () => [...records.values()],
    payloadKeys: async (runId) => [...(payloads.get(runId)?.keys() ?? [])],
    putRecord: async (record) => {
      records.set(record.id, record);
    },
    putPayload: async (runId, key, payload) => {
      const own = payloads.get(runId) ?? new Map<string, unknown>();
      payloads.set(runId, own.set(key, payload));
    },
    payload: async (runId, key) => payloads.get(runId)?.get(key),
    remove: async (runId) => {
      records.delete(runId);
      payloads.delete(runId);
    },
  };
}
