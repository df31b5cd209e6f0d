export function FirstCurves() {
  return <div className="skeleton" aria-hidden="true" />;
}
