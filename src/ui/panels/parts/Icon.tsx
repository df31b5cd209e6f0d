const shapes = {
  play: 'M5 3.5v9l7.5-4.5z',
  pause: 'M5 3.5v9M11 3.5v9',
  step: 'M4 3.5v9l6-4.5zM12 3.5v9',
  stop: 'M4.5 4.5h7v7h-7z',
  reset: 'M3.5 8a4.5 4.5 0 1 0 1.6-3.4M3.2 2.8v2.6h2.6',
  dice: 'M3 3h10v10H3zM6 6h.01M10 10h.01M10 6h.01M6 10h.01',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z',
  chevron: 'M5 6.5L8 9.5L11 6.5',
  help: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 12h.01',
  plus: 'M8 3.5v9M3.5 8h9',
  share: 'M8 9.5v-7M5.2 5L8 2.3L10.8 5M3 9v4.2h10V9',
  close: 'M4 4l8 8M12 4l-8 8',
  pin: 'M5 2.5h6l-1 4l2 2.5H4l2-2.5zM8 9v4.5',
  grow: 'M9.5 3H13v3.5M13 3L9.2 6.8M6.5 13H3V9.5M3 13l3.8-3.8',
  shrink: 'M9.2 3.3v3.5h3.5M9.2 6.8L13 3M6.8 12.7V9.2H3.3M6.8 9.2L3 13',
  list: 'M3 4.5h.01M6 4.5h7M3 8h.01M6 8h7M3 11.5h.01M6 11.5h7',
  lesson:
    'M8 4.2C6.5 3 4.5 2.8 2.5 3v9c2-.2 4 0 5.5 1.2C9.5 12 11.5 11.8 13.5 12V3C11.5 2.8 9.5 3 8 4.2zM8 4.2v9',
  sliders: 'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 3.5v3M6 9.5v3',
} as const;

/** A line drawing of 16 px in the text's colour; always beside or under a name. */
export function Icon({ name }: { name: keyof typeof shapes }) {
  const filled = name === 'play' || name === 'stop' || name === 'step';
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={shapes[name]}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth={filled ? 1.2 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
