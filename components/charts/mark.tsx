/** Shapes of 10 by 10, the same in a chart and in its legend. */
export const MARK_PATHS = {
  circle: "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
  diamond: "M5 0L9.5 5L5 10L.5 5z",
  triangle: "M5 .5L9.5 9H.5z",
  square: "M1 1h8v8h-8z",
  cross: "M1.5 1.5L8.5 8.5M8.5 1.5L1.5 8.5",
} as const;
export type MarkShape = keyof typeof MARK_PATHS;

interface Props {
  cx?: number;
  cy?: number;
  shape: MarkShape;
  colour: string;
}

/** A point of a chart. */
export function Mark({ cx, cy, shape, colour }: Props) {
  if (cx === undefined || cy === undefined) return null;
  const stroked = shape === "cross";
  return (
    <path
      d={MARK_PATHS[shape]}
      transform={`translate(${cx - 5} ${cy - 5})`}
      fill={stroked ? "none" : colour}
      stroke={stroked ? colour : "none"}
      strokeWidth={2}
    />
  );
}
