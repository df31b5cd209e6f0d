import { Component, type ReactNode } from 'react';
import { failedPane as words } from './words.ts';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

/** A panel that fails says so in its place; the others go on. */
export class PanelBoundary extends Component<Props, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <section className="panel notice error" role="alert">
        <h2>{words.says(this.props.name)}</h2>
        <p>{message}</p>
        <p>{words.rest}</p>
        <button type="button" onClick={() => this.setState({ message: null })}>
          {words.again}
        </button>
      </section>
    );
  }
}
