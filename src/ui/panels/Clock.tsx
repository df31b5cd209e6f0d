export function Clock() {
  return <p className="muted">Clock</p>;
}
