/** Where an object came from, for messages. */
export interface Origin {
  /** `NetworkPolicy shop/web-egress` */
  readonly object: string;
  /** The path of the construct that made it: `app/shop/WebPolicy`. */
  readonly constructPath?: string;
  /** The user's line of code that made it: `lib/shop.ts:41`. */
  readonly source?: string;
  /** The file it was read from, with the number of the document in it: `policies.yaml#2`. */
  readonly file?: string;
  /** The line in that file, from 1, where somebody has looked for it. */
  readonly line?: number;
}

/** Where to find the object, on one line: construct path and line of code, or file, or just its name. */
export function formatOrigin(origin: Origin): string {
  const place = origin.constructPath ?? origin.file ?? origin.object;
  return origin.source === undefined ? place : `${place}  (${origin.source})`;
}
