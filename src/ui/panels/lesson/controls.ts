import type { Control, LookStep } from '../../../lessons/lesson.ts';

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

/** The bars of a diagram: a column has that of ID over that of OOD. */
function barsOf({ methodId, side }: NonNullable<LookStep['diagram']>): HTMLElement | null {
  const column = document.querySelector(`.diagram-column[data-method="${CSS.escape(methodId)}"]`);
  const lists = column?.querySelectorAll('[role="listbox"]');
  return lists?.[side === 'id' ? 0 : 1]?.querySelector<HTMLElement>('[tabindex="0"]') ?? null;
}

/** A diagram that a step speaks of is in sight before anybody asks where it is. */
export function revealDiagram(diagram: LookStep['diagram']): void {
  const figure = diagram && barsOf(diagram)?.closest('figure');
  figure?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Brings what a step is about into sight and gives it the focus. */
export function showControl({ shows, diagram }: Pick<LookStep, 'shows' | 'diagram'>): void {
  const bars = diagram && barsOf(diagram);
  const found = bars ?? document.querySelector<HTMLElement>(places[shows]);
  found?.scrollIntoView({ block: 'center' });
  found?.focus();
}
