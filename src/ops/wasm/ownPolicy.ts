interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

interface Realm {
  trustedTypes?: { createPolicy(name: string, rules: object): ScriptPolicy };
  /** A browser makes a policy of one name once; the backend's threads use it too (scripts/threadedWasm.ts). */
  labWorkerPolicy?: ScriptPolicy;
}

/** The address of a script that this worker has made, as browsers with Trusted Types demand it. */
export function ownBlob(source: string): string {
  const realm = globalThis as Realm;
  const rules = { createScriptURL: (url: string) => url };
  realm.labWorkerPolicy ??= realm.trustedTypes?.createPolicy('lab-worker', rules);
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return (realm.labWorkerPolicy?.createScriptURL(address) ?? address) as string;
}
