/** What every chart shares: one axis style, no animation, sizes that are known before the first layout. */
export const CHART_HEIGHT = 240;
export const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 } as const;
export const INITIAL = { width: 720, height: CHART_HEIGHT } as const;
export const Y_WIDTH = 64;

/** Charts over one time axis have the same plot: what stands above each other happened at the same moment. */
export const PLOT_LEFT = Y_WIDTH;
export const PLOT_RIGHT = 64;
export const X_HEIGHT = 30;
export const TIME_MARGIN = { top: 16, right: PLOT_RIGHT, bottom: 0, left: 0 } as const;

export const TICK = { fill: "var(--ink-soft)", fontSize: 12 } as const;
export const AXIS_LINE = { stroke: "var(--line)" } as const;
export const GRID = "var(--line)";

/** Tiers differ by colour and by shape, since not everyone tells the colours apart. */
export const TIERS = {
  cron: { colour: "var(--fresh-mark)", shape: "circle" },
  event: { colour: "var(--refreshing-mark)", shape: "diamond" },
  manual: { colour: "var(--suspended-mark)", shape: "triangle" },
  other: { colour: "var(--unknown-mark)", shape: "square" },
} as const;
export type TierMark = keyof typeof TIERS;
export const TIER_MARKS = Object.keys(TIERS) as TierMark[];

export const tierMark = (tier: string): TierMark =>
  tier === "cron" || tier === "event" || tier === "manual" ? tier : "other";

/** Whether a point belongs to a tier's marks. */
export const isMarked = (point: { tier?: string } | undefined, mark: TierMark) =>
  point?.tier !== undefined && tierMark(point.tier) === mark;
