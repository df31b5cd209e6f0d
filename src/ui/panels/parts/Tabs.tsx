import type { KeyboardEvent } from 'react';

interface TabsProps<Id extends string> {
  /** What the tabs choose among, for those who cannot see them. */
  readonly label: string;
  readonly tabs: Readonly<Record<Id, string>>;
  readonly chosen: Id;
  choose(id: Id): void;
}

/** A row of tabs: arrows move, Home and End jump, one tab stop. The panel below is the caller's. */
export function Tabs<Id extends string>({ label, tabs, chosen, choose }: TabsProps<Id>) {
  const ids = Object.keys(tabs) as Id[];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = ids.indexOf(chosen);
    const next = {
      ArrowRight: (at + 1) % ids.length,
      ArrowLeft: (at - 1 + ids.length) % ids.length,
      Home: 0,
      End: ids.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(ids[next]!);
    (event.currentTarget.children[next] as HTMLElement).focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {ids.map((id) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => choose(id)}
        >
          {tabs[id]}
        </button>
      ))}
    </div>
  );
}
