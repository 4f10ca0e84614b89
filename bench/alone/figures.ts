/** What alone/engine.ts is to do. */
export type EngineMode = 'matrix' | 'questions';

/** What alone/engine.ts measures; times in seconds. */
export interface EngineFigures {
  readonly workloads: number;
  readonly policies: number;
  readonly classes: number;
  /** Ordered pairs of classes or blocks of addresses between which something may pass. */
  readonly pairs: number;
  /** From manifests in memory to a snapshot. */
  readonly load: number;
  /** From a snapshot to the last cell. */
  readonly matrix: number;
  /** What one policy less opens, closes and leaves open. */
  readonly diff: number;
  /** Of the whole process, in MiB. */
  readonly peak: number;
}

/** One step of a run. */
export interface Phase {
  readonly name: string;
  readonly seconds: number;
  /** The same once it has been done so often that its code is optimized. */
  readonly optimized?: number;
}

/** One kind of question with what each one of it took. */
export interface Question {
  readonly question: string;
  /** What is known of the cluster beside its manifests. */
  readonly facts: string;
  readonly seconds: readonly number[];
}

/** What is added to a synth. */
export type SynthMode =
  /** Nothing. */
  | 'plain'
  /** A validation that calls `toJson()` of every object and looks at nothing. */
  | 'calling-to-json'
  /** `NetworkPolicyValidation`. */
  | 'validated'
  /** The same with a clock around its parts. */
  | 'watched';

/** What alone/synth.ts measures. */
export interface SynthFigures {
  /** Of a watched synth. */
  readonly phases: readonly Phase[];
  readonly objects: number;
  /** Of `app.synth()`. */
  readonly seconds: number;
}
