/** What may pass, in netpol-analyzer's grammar, by `SOURCE => DESTINATION`. A pair that is absent is denied. */
export type Answers = ReadonlyMap<string, string>;

/** A program that lists the connections of the manifests in a folder. */
export interface Tool {
  readonly name: string;
  /** The command whose time counts. */
  readonly command: (folder: string) => readonly string[];
  /** What that command printed. */
  readonly read: (output: string) => Answers;
  /** What the tool does not answer, or answers wrongly, as documented in docs/performance.md. */
  readonly leavesOut: (source: string, destination: string) => boolean;
}
