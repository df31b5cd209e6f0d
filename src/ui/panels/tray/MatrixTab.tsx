export function MatrixTab() {
  return <p className="muted">Matrix</p>;
}
