import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { LabState, LabStore } from '../store/labState.ts';

export const LabContext = createContext<LabStore | null>(null);

export function useLabStore(): LabStore {
  const store = useContext(LabContext);
  if (!store) throw new Error('no LabContext around');
  return store;
}

/** One value of the store; the component renders again when it changes. */
export function useLab<Value>(select: (state: LabState) => Value): Value {
  return useStore(useLabStore(), select);
}

/** A small object or list picked from the store, compared member by member. */
export function useLabShallow<Value>(select: (state: LabState) => Value): Value {
  return useStore(useLabStore(), useShallow(select));
}
