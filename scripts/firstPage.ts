import { join } from 'node:path';
import type { Rolldown } from 'vite';
import { projectRoot } from './projectRoot.ts';

const entry = join(projectRoot, 'src/app/main.tsx');

/**
 * What the lab's page needs before it is drawn, as one file: cut along what the other pages share with
 * it, it would be many small ones, which weigh more together.
 */
export function firstPage(): (id: string, context: Rolldown.ChunkingContext) => string | null {
  let modules: Set<string> | null = null;
  const reached = (context: Rolldown.ChunkingContext) => {
    const found = new Set<string>();
    const open = [entry];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      open.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
    found.delete(entry);
    return found;
  };
  return (id, context) => {
    modules ??= reached(context);
    return modules.has(id) ? 'page' : null;
  };
}
