export function ShareMenu() {
  return null;
}
