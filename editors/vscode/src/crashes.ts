// When to give up on a server that keeps on ending.

/** Allows so many restarts within a span of time. */
export class Crashes {
  private times: number[] = [];

  constructor(
    /** How many restarts there may be. */
    private readonly limit = 4,
    /** The span in milliseconds. */
    private readonly span = 3 * 60_000,
  ) {}

  /** Notes a crash at `now` (milliseconds) and answers whether the server may be started again. */
  mayRestart(now: number): boolean {
    this.times = this.times.filter((time) => now - time < this.span);
    this.times.push(now);
    return this.times.length <= this.limit;
  }

  /** Forgets what was: the user starts the server again. */
  forget(): void {
    this.times = [];
  }
}
