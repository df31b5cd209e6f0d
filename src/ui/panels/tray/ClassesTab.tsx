export function ClassesTab() {
  return <p className="muted">Classes</p>;
}
