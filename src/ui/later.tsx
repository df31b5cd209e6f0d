import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { missingPart as words } from './words.ts';

/** A part's file could not be had; any other error is its panel's business. */
class PartMissing extends Error {}

/**
 * A component whose file comes when it is first drawn. If the file cannot be had, a sentence stands
 * in the component's place, with another try and a reload; what is around it goes on.
 *
 * @param load    the component, by import()
 * @param waiting what stands there until it comes
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): ComponentType<Props> {
  // React keeps a failure for ever, so another try is another lazy component.
  const ask = () =>
    lazy(async () => {
      const part = await load().catch((reason: unknown) => {
        throw new PartMissing(String(reason));
      });
      return { default: part };
    });
  let Part: ComponentType<Props> = ask();

  return class Later extends Component<Props, { error: unknown }> {
    override state = { error: null as unknown };

    static getDerivedStateFromError(error: unknown) {
      return { error };
    }

    override render() {
      const { error } = this.state;
      if (error === null) {
        return (
          <Suspense fallback={waiting}>
            <Part {...this.props} />
          </Suspense>
        );
      }
      if (!(error instanceof PartMissing)) throw error;
      const again = () => {
        Part = ask();
        this.setState({ error: null });
      };
      return (
        <div className="notice error" role="alert">
          <p>{words.says}</p>
          <button type="button" onClick={again}>
            {words.again}
          </button>{' '}
          <button type="button" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </div>
      );
    }
  };
}
