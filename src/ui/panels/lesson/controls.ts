import type { Control } from '../../../lessons/lesson.ts';

/** Where on the page a control is; lesson.css rings the same places. */
const places: Readonly<Record<Control, string>> = {
  start: '.controls .primary',
  methods: '.lanes input',
  temperature: '#knob-t',
  alpha: '#knob-a',
  clock: '.panel.time [role="slider"], .panel.time input',
  diagrams: '.diagrams [role="option"][tabindex="0"]',
  plane: '.stage [role="tab"]',
  images: '.tray [role="tab"][aria-selected="true"]',
  matrix: '.tray [role="tab"][aria-selected="true"]',
  table: '.tray [role="tab"][aria-selected="true"]',
};

/** Brings a control into sight and gives it the focus. */
export function showControl(control: Control): void {
  const found = document.querySelector<HTMLElement>(places[control]);
  found?.scrollIntoView({ block: 'center' });
  found?.focus();
}
