/** Chance that a seed repeats: what a run did can be done again by the seed that it printed. */
export class Dice {
  constructor(private state: number) {}

  /** From 0 to below `sides`. */
  nat(sides: number): number {
    // Mulberry32: small, and even enough to choose by.
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  }

  pick<T>(of: readonly T[]): T {
    return of[this.nat(of.length)]!;
  }

  /** True in so many of a hundred times. */
  percent(chance: number): boolean {
    return this.nat(100) < chance;
  }

  shuffle<T>(of: readonly T[]): T[] {
    const left = [...of];
    const out: T[] = [];
    while (left.length > 0) out.push(...left.splice(this.nat(left.length), 1));
    return out;
  }
}
