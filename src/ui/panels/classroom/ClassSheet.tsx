import { type ComponentType, useEffect, useRef } from 'react';
import type { ClassSheetTab } from '../../../store/classroom/state.ts';
import { useLab } from '../../useLab.ts';
import { Tabs } from '../parts/Tabs.tsx';
import { CollectTab } from './CollectTab.tsx';
import { HandInTab } from './HandInTab.tsx';
import { LinkTab } from './LinkTab.tsx';
import { sheet as words } from './words.ts';

const panes: Readonly<Record<ClassSheetTab, ComponentType>> = {
  link: LinkTab,
  handIn: HandInTab,
  collect: CollectTab,
};

/** Setting up a class, handing in, collecting: one sheet with a tab each. */
export function ClassSheet({ tab }: { readonly tab: ClassSheetTab }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const showClass = useLab((state) => state.showClass);
  useEffect(() => dialog.current?.showModal(), []);
  const Pane = panes[tab];
  return (
    <dialog
      ref={dialog}
      className="sheet class-sheet"
      aria-label={words.title}
      onClose={() => showClass(null)}
    >
      <div className="panel-head">
        <Tabs<ClassSheetTab>
          label={words.title}
          tabs={words.tabs}
          chosen={tab}
          choose={showClass}
        />
        <form method="dialog">
          <button type="submit">{words.close}</button>
        </form>
      </div>
      <div role="tabpanel" aria-label={words.tabs[tab]} className="class-pane">
        <Pane />
      </div>
    </dialog>
  );
}
