/** The values that a numeric cron field names, ascending; null for names such as MON, which are left to others. */
export function fieldValues(field: string, min: number, max: number): number[] | null {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return null;
    const [, star, first, last, step] = match;
    const from = star ? min : Number(first);
    const to = star ? max : last ? Number(last) : step ? max : from;
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** Whether numbers follow each other without a hole. */
export function isRun(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value === values[index - 1]! + 1);
}

/** The distance between evenly spaced minutes that go round the whole hour, or null: 0,15,30,45 is 15. */
export function evenStep(minutes: readonly number[]): number | null {
  const step = 60 / minutes.length;
  return minutes.every((minute, index) => minute === minutes[0]! + index * step) && Number.isInteger(step)
    ? step
    : null;
}
