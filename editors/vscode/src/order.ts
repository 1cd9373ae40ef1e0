// Going from one failed reply to the next.

/** A place in a document: line and UTF-16 column, both from 0. */
export interface Spot {
  readonly line: number;
  readonly character: number;
}

/** Whether a diagnostic's code is that of a failed reply, such as `550 5.7.1`, and not the id of a rule. */
export function isFailure(code: unknown): boolean {
  const value = typeof code === 'object' && code !== null && 'value' in code ? code.value : code;
  return /^[45](\d\d|\.\d)/.test(String(value));
}

export function compare(one: Spot, other: Spot): number {
  return one.line - other.line || one.character - other.character;
}

/** The next of some places after `from`, or the one before it; from the last on to the first. */
export function step<T extends Spot>(places: readonly T[], from: Spot, forward: boolean): T | undefined {
  const sorted = [...places].sort(compare);
  return forward
    ? (sorted.find((place) => compare(place, from) > 0) ?? sorted[0])
    : (sorted.reverse().find((place) => compare(place, from) < 0) ?? sorted[0]);
}
