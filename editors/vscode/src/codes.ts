// Codes in a text that the user points at. This only fills in what the user is about to ask; what is a reply
// and what is not is decided by the server.

/** A basic code with or without an enhanced one, or an enhanced one alone; no port, no process id. */
const CODE = /(?<![\w.:[])(?:([2-5]\d\d)(?:[ -]#?([245]\.\d{1,3}\.\d{1,3}))?|([245]\.\d{1,3}\.\d{1,3}))(?!\w|\.\d)/g;

interface Place {
  readonly code: string;
  /** UTF-16 offsets in the text; the end is behind the code. */
  readonly start: number;
  readonly end: number;
}

function places(text: string): Place[] {
  return [...text.matchAll(CODE)].map((match) => ({
    code: [match[1], match[2], match[3]].filter((part) => part !== undefined).join(' '),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The different codes of a text, in its order. */
export function codesIn(text: string): string[] {
  return [...new Set(places(text).map((place) => place.code))];
}

/** The code at a UTF-16 offset of a line, else the line's first one. */
export function codeAt(line: string, offset: number): string | undefined {
  return placeAt(line, offset)?.code;
}

/** The reply at a UTF-16 offset of a line: from its code to the line's end. */
export function replyAt(line: string, offset: number): string | undefined {
  const place = placeAt(line, offset);
  return place === undefined ? undefined : line.slice(place.start).trim();
}

function placeAt(line: string, offset: number): Place | undefined {
  const all = places(line);
  return all.find((place) => place.start <= offset && offset <= place.end) ?? all[0];
}
