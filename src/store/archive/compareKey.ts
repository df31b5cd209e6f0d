/** A row of the comparison: a method of a kept run. */
export const rowKey = (runId: string, methodId: string) => `${runId}/${methodId}`;
