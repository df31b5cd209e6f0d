export function RunsTab() {
  return <p className="muted">Runs</p>;
}
