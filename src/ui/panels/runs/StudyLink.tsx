import type { Catalogue } from '../../../protocol/catalogue.ts';
import { toRunConfig } from '../../../store/run/setupSlice.ts';
import type { SetupState } from '../../../store/run/state.ts';
import type { StudyDesign } from '../../../study/design.ts';
import { useLab } from '../../useLab.ts';
import { study as words } from './words.ts';

/** The page of studies, set to what the next race here would be. */
function address(setup: SetupState, catalogue: Catalogue, alpha: number): string {
  const { seed, evaluation, ...config } = toRunConfig(setup, catalogue, alpha);
  const design: StudyDesign = {
    version: 1,
    name: words.name,
    config: { ...config, evaluation: { ...evaluation, everySteps: 0, finalLimit: 0 } },
    seeds: [seed, seed + 1, seed + 2],
    axes: [],
  };
  return `study.html#${encodeURIComponent(JSON.stringify(design))}`;
}

/** From one race to several: the same settings with other seeds, on a page of their own. */
export function StudyLink() {
  const setup = useLab((state) => state.setup);
  const catalogue = useLab((state) => state.engine.catalogue);
  const alpha = useLab((state) => state.knobs.alpha);
  if (!catalogue) return null;
  return (
    <p className="study-link">
      <a href={address(setup, catalogue, alpha)} target="_blank" rel="noreferrer">
        {words.link}
      </a>{' '}
      <span className="muted">{words.says}</span>
    </p>
  );
}
