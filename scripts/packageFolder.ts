/** `…/node_modules/@scope/name/dist/x.js` → `…/node_modules/@scope/name`. */
export function packageFolder(moduleId: string): string | null {
  const match = moduleId
    .replaceAll('\\', '/')
    .match(/^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\/[^/]/);
  return match?.[1] ?? null;
}
