import { type KeyboardEvent, useState } from 'react';
import { runMethods } from '../../store/selectors.ts';
import { Marker } from '../charts/Marker.tsx';
import { formatName } from '../format.ts';
import { useLabShallow } from '../useLab.ts';
import { HistoryChart } from './HistoryChart.tsx';
import { ColumnChart, PartsChart } from './LogCharts.tsx';

const tabs = ['Overview', 'Loss parts', 'Internals'] as const;
type Tab = (typeof tabs)[number];

function TabBar({ tab, setTab }: { tab: Tab; setTab: (tab: Tab) => void }) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const move = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (move === 0) return;
    const next = (tabs.indexOf(tab) + move + tabs.length) % tabs.length;
    setTab(tabs[next]!);
    (event.currentTarget.children[next] as HTMLElement).focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label="Curves" onKeyDown={onKeyDown}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === tab}
          tabIndex={name === tab ? 0 : -1}
          onClick={() => setTab(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** The run's curves, in three groups. */
export function Curves() {
  const [tab, setTab] = useState<Tab>('Overview');
  const methods = useLabShallow(runMethods);
  const trained = methods.filter(({ kind }) => kind === 'trained');
  return (
    <>
      <div className="panel-head">
        <TabBar tab={tab} setTab={setTab} />
        <ul className="legend" aria-label="Methods">
          {methods.map(({ id, label, style }) => (
            <li key={id}>
              <Marker style={style} size={12} /> {label}
            </li>
          ))}
        </ul>
      </div>
      <div className="charts" role="tabpanel" aria-label={tab} data-tab={tab}>
        {tab === 'Overview' && (
          <>
            <ColumnChart title="Loss" group="scalars" column="loss" fromZero />
            <HistoryChart value="idAcc" />
            <HistoryChart value="oodAcc" />
            <ColumnChart title="Logit scale" group="scalars" column="logitScale" />
            <HistoryChart value="idEce" />
            <HistoryChart value="oodEce" />
          </>
        )}
        {tab === 'Loss parts' &&
          trained.map((method) => <PartsChart key={method.id} method={method} />)}
        {tab === 'Internals' && (
          <>
            <ColumnChart title="Gradient norm" group="scalars" column="gradNorm" fromZero />
            <ColumnChart title="Learning rate" group="scalars" column="learningRate" fromZero />
            <ColumnChart title="Milliseconds a step" group="scalars" column="stepMs" fromZero />
            <DiagnosticCharts />
          </>
        )}
      </div>
    </>
  );
}

/** One chart for every further number that a method reports. */
function DiagnosticCharts() {
  const names = useLabShallow(({ run }) => [
    ...new Set([...(run?.log.values() ?? [])].flatMap((log) => Object.keys(log.diagnostics))),
  ]);
  return names.map((name) => (
    <ColumnChart key={name} title={formatName(name)} group="diagnostics" column={name} fromZero />
  ));
}
