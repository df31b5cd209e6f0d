import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { useLabShallow } from '../../useLab.ts';
import { Tabs } from '../parts/Tabs.tsx';
import type { CurveGroup } from './stageChart.ts';
import { words } from './words.ts';

interface CurvesHeadProps {
  readonly group: CurveGroup;
  readonly setGroup: (group: CurveGroup) => void;
}

/** Which curves, and whose line is whose. */
export function CurvesHead({ group, setGroup }: CurvesHeadProps) {
  const methods = useLabShallow(runMethods);
  return (
    <div className="panel-head">
      <Tabs label={words.groupsLabel} tabs={words.groups} chosen={group} choose={setGroup} />
      <ul className="legend" aria-label={words.methods}>
        {methods.map(({ id, label, style }) => (
          <li key={id}>
            <Marker style={style} size={12} /> {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
