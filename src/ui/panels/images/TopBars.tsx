import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { ImageAnswer } from '../../../store/selection/imageAnswers.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatPercent } from '../../format.ts';
import { methodColor } from '../../theme.ts';
import { words } from './words.ts';

interface TopBarsProps {
  readonly method: MethodInfo;
  readonly answer: ImageAnswer;
  readonly truth: number | null;
  readonly classNames: readonly string[];
}

/** The classes that one method holds for most probable; the true one is marked by a tick. */
export function TopBars({ method, answer, truth, classNames }: TopBarsProps) {
  return (
    <div className="top-bars">
      <h3>
        <Marker style={method.style} size={13} /> {method.label}
      </h3>
      {answer.top ? (
        <ol>
          {answer.top.map(({ classIndex, probability }) => (
            <li key={classIndex} data-truth={classIndex === truth}>
              <span className="top-name">
                {classIndex === truth && (
                  <>
                    <span aria-hidden="true">✓ </span>
                    <span className="visually-hidden">{words.truth}: </span>
                  </>
                )}
                {classNames[classIndex] ?? classIndex}
              </span>
              <span className="top-share">{formatPercent(probability, 0)}</span>
              <i
                style={{
                  width: `${Number.isFinite(probability) ? probability * 100 : 0}%`,
                  background: methodColor(method.style.hue),
                }}
              />
            </li>
          ))}
        </ol>
      ) : (
        <p className="help">{words.notHeld}</p>
      )}
    </div>
  );
}
