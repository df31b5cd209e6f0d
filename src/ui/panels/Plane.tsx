export function Plane() {
  return <p className="muted">Plane</p>;
}
