/** File formats that a list can be saved in, and their media types. */
export const FORMATS = { csv: "text/csv;charset=utf-8", json: "application/json" } as const;
export type Format = keyof typeof FORMATS;
