/** Moves a slider as a hand does: React hears of a value that its own setter has not set. */
export function setRange(slider: HTMLInputElement, value: number): void {
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  native?.set?.call(slider, String(value));
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}
