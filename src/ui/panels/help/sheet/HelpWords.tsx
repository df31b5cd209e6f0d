import { metrics } from '../../../../metrics/registry.ts';
import { described } from '../../../../store/engine/described.ts';
import { formatCount } from '../../../format.ts';
import { shortcuts } from '../../../keyboard.ts';
import { useLab } from '../../../useLab.ts';
import { keys } from '../../../words.ts';
import { aboutMetric } from '../../results/aboutMetric.ts';
import { glossary } from './glossary.ts';
import { words } from './words.ts';

/** Model, images and training in numbers, as they are loaded and set. */
function RunsHere() {
  const loaded = useLab((state) => described(state.engine));
  const optimizer = useLab((state) => state.setup.optimizer);
  if (!loaded) return null;
  const { here } = words;
  const sets = loaded.dataset.splits.map(({ label, count }) => `${label} ${formatCount(count)}`);
  return (
    <section>
      <h3>{here.title}</h3>
      <p>
        {here.says(
          `${loaded.model.label}, ${formatCount(loaded.model.parameterCount)}`,
          sets.join(', '),
          [optimizer.beta1, optimizer.beta2, optimizer.epsilon].map(String).join(', '),
        )}
      </p>
      <p>
        <a href="bench.html" target="_blank" rel="noreferrer">
          {here.measure}
        </a>
      </p>
      <p>
        <a href="study.html" target="_blank" rel="noreferrer">
          {here.study}
        </a>
      </p>
    </section>
  );
}

/** Every metric that the table can show, as the registry says it. */
function Metrics() {
  return (
    <section>
      <h3>{words.metrics}</h3>
      <dl>
        {metrics.map((metric) => (
          <div key={metric.id}>
            <dt>{metric.label}</dt>
            <dd>{aboutMetric(metric)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every key, and the words that the page uses. */
export function HelpWords() {
  return (
    <div className="sheet-columns">
      <dl className="keys">
        {shortcuts.map(({ shown, does }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>1–9</kbd>
          </dt>
          <dd>{keys.lanes}</dd>
        </div>
      </dl>
      <div className="words">
        <RunsHere />
        {glossary.map(({ title, entries }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {entries.map(({ word, meaning }) => (
                <div key={word}>
                  <dt>{word}</dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Metrics />
      </div>
    </div>
  );
}
