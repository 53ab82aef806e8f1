import type { ReactNode } from "react";
import { MARK_PATHS, type MarkShape } from "@/components/charts/mark";

type LegendShape = MarkShape | "line" | "band";

const PATHS: Record<LegendShape, string> = { ...MARK_PATHS, line: "M0 5H10", band: "M0 1h10v8h-10z" };

/** An entry of a legend, with the very shape that the chart draws. */
export function LegendMark({
  shape,
  colour,
  dashed,
  children,
}: {
  shape: LegendShape;
  colour: string;
  dashed?: boolean;
  children: ReactNode;
}) {
  const stroked = shape === "line" || shape === "cross";
  return (
    <span className="inline-flex items-center gap-1">
      <svg aria-hidden width="10" height="10" viewBox="0 0 10 10">
        <path
          d={PATHS[shape]}
          fill={stroked ? "none" : colour}
          stroke={stroked ? colour : "none"}
          strokeWidth={2}
          strokeDasharray={dashed ? "3 2" : undefined}
          opacity={shape === "band" ? 0.25 : 1}
        />
      </svg>
      {children}
    </span>
  );
}
