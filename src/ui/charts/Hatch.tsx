/** The pattern of a gap on the under-confident side. */
export function Hatch({ id, color }: { id: string; color: string }) {
  return (
    <pattern
      id={id}
      width="4"
      height="4"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="4" height="4" fill={color} opacity="0.16" />
      <path d="M0 0V4" stroke={color} strokeWidth="2.4" />
    </pattern>
  );
}
