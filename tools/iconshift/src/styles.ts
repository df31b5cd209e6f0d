import type { IconCollection } from './iconify.ts';

/** How a drawing is made. */
export type Style = 'outline' | 'solid' | 'duotone' | 'color' | 'emoji' | 'pixel' | 'sketch';

const words = (text: string) => new Set(text.split(/\s+/));

/** Sets that draw one style whatever their names say. */
const setsOfStyle: readonly (readonly [Style, ReadonlySet<string>])[] = [
  [
    'emoji',
    words(
      'twemoji noto fluent-emoji-flat noto-v1 emojione fxemoji streamline-emojis fluent-emoji openmoji emojione-v1',
    ),
  ],
  ['pixel', words('pixelarticons pixel streamline-pixel memory dinkie-icons')],
  ['sketch', words('streamline-freehand streamline-freehand-color')],
];

/** Sets whose drawings are solid where the name does not say otherwise. */
const solidSets = words(
  `
  fa7-solid fa6-solid fa-solid fa bxs heroicons-solid icon-park-solid uis ic mdi material-symbols ion
  fontisto whh game-icons maki temaki typcn entypo foundation dashicons el zmdi oi map subway raphael
  ps ls websymbol vaadin zondicons uiw octicon ri healthicons wi medical-icon pinhead roentgen
  osmic emojione-monotone fluent-emoji-high-contrast icomoon-free gridicons ant-design fad glyphs
  pepicons-pop streamline-block wpf fluent-mdl2 codex vs picon at-icons`.trim(),
);

/** The style of a drawing, from its set and the style words of its name. */
export function styleOf(set: string, styles: readonly string[], collection: IconCollection): Style {
  const fixed = setsOfStyle.find(([, sets]) => sets.has(set));
  if (fixed) return fixed[0];
  if (collection.palette) return 'color';
  if (styles.includes('duotone')) return 'duotone';
  if (styles.includes('solid')) return 'solid';
  if (styles.includes('outline') || styles.includes('broken')) return 'outline';
  return solidSets.has(set) ? 'solid' : 'outline';
}
