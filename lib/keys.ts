/** Keys of the keyboard that the dashboard listens to, as printed on them. */
export const KEYS = { refresh: "R", help: "?", palette: "⌘K", palettePc: "Ctrl K", close: "Esc" } as const;
