import { useState } from 'react';
import { later } from '../../later.tsx';
import { words } from './words.ts';

/** Comes when one is about to choose. */
const ColumnChooser = later(() => import('./ColumnChooser.tsx').then((m) => m.ColumnChooser));

/** The chooser of columns, for every table that follows it. */
export function Columns() {
  const [opened, setOpened] = useState(false);
  return (
    <details className="columns" onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>{words.chooser}</summary>
      {opened && <ColumnChooser />}
    </details>
  );
}
