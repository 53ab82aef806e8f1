/** Time zones with clock changes of every kind, and without. */
export const ZONES = [
  "Europe/Madrid",
  "America/New_York",
  "America/Tijuana",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "America/Mexico_City",
  "UTC",
] as const;

const HOUR = 3_600_000;
const known = new Map<string, Date[]>();

/** The moments at which the clock of a zone changes, 2020 to 2035, to the minute. */
export function clockChanges(zone: string): Date[] {
  const found = known.get(zone) ?? search(zone);
  known.set(zone, found);
  return found;
}

function search(zone: string): Date[] {
  const offset = offsets(zone);
  const changes: Date[] = [];
  const end = Date.UTC(2036, 0, 1);
  for (let at = Date.UTC(2020, 0, 1); at < end; at += 24 * HOUR) {
    if (offset(at) === offset(at + 24 * HOUR)) continue;
    let [before, after] = [at, at + 24 * HOUR];
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000;
      if (offset(middle) === offset(at)) before = middle;
      else after = middle;
    }
    changes.push(new Date(after));
  }
  return changes;
}

function offsets(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset", hour: "numeric" });
  return (at) => format.formatToParts(at).find(({ type }) => type === "timeZoneName")!.value;
}
