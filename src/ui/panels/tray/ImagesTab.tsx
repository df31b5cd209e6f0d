export function ImagesTab() {
  return <p className="muted">Images</p>;
}
