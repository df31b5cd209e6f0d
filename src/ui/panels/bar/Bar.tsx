import { useState } from 'react';
import { shownDensity } from '../../../store/view/shownDensity.ts';
import { chooseTheme, preferredTheme } from '../../theme.ts';
import { useLab } from '../../useLab.ts';
import { page } from '../../words.ts';
import { HelpSheet } from '../help/HelpSheet.tsx';
import { Icon } from '../parts/Icon.tsx';
import { ShareMenu } from '../share/ShareMenu.tsx';
import { BackendChip } from './BackendChip.tsx';
import { RaceClock } from './RaceClock.tsx';
import { RunControls } from './RunControls.tsx';
import { density as densityWords, lessons, theme as words } from './words.ts';

function ThemeToggle() {
  const [mode, setMode] = useState(preferredTheme);
  const other = mode === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={words[other]}
      title={words[other]}
      onClick={() => {
        chooseTheme(other);
        setMode(other);
      }}
    >
      <Icon name={mode === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}

function LessonsButton() {
  const open = useLab((state) => state.layout.lesson !== null);
  const showLesson = useLab((state) => state.showLesson);
  return (
    <button
      id="lessons"
      type="button"
      aria-label={lessons.name}
      aria-expanded={open}
      title={lessons.title}
      onClick={() => showLesson(open ? null : 'list')}
    >
      <Icon name="lesson" /> <span className="label">{lessons.name}</span>
    </button>
  );
}

/** From the simple view to the whole lab, and back. */
function DensityToggle() {
  const density = useLab((state) => shownDensity(state.layout));
  const show = useLab((state) => state.showDensity);
  const showLesson = useLab((state) => state.showLesson);
  const first = density === 'first';
  const name = first ? densityWords.whole : densityWords.first;
  return (
    <button
      type="button"
      className="density"
      aria-label={name}
      title={first ? densityWords.wholeTitle : densityWords.firstTitle}
      onClick={() => {
        show(first ? 'whole' : 'first');
        showLesson(null);
      }}
    >
      <Icon name={first ? 'grow' : 'shrink'} /> <span className="label">{name}</span>
    </button>
  );
}

/** Name, run controls, the race's clock and what it all runs on. */
export function Bar() {
  const density = useLab((state) => shownDensity(state.layout));
  return (
    <header className="bar" data-density={density}>
      <h1 aria-label={page.name}>
        <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="7" fill="var(--ink)" />
          <path d="M6 26L26 6" stroke="var(--surface)" strokeWidth="2" strokeDasharray="3 3" />
          <path
            d="M8 26v-4M14 26v-9M20 26V15M26 26V12"
            stroke="var(--hue-1)"
            strokeWidth="3.5"
            strokeLinecap="round"
          />
        </svg>
        <span className="page-name">{page.name}</span>
      </h1>
      <RunControls />
      <RaceClock />
      <div className="bar-end">
        <LessonsButton />
        <DensityToggle />
        <BackendChip />
        <ShareMenu />
        <ThemeToggle />
        <HelpSheet />
      </div>
    </header>
  );
}
