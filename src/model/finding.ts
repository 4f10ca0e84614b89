import { Origin } from './origin';

export type Severity = 'error' | 'warning' | 'info';

/** One line of evidence: a label and a text, with an optional remark below the text. */
export interface Evidence {
  readonly label: string;
  /** Short texts between label and text, aligned with those of the other lines. */
  readonly columns?: readonly string[];
  readonly text: string;
  /** A part of the text to be underlined, and a remark on it for the line below. */
  readonly mark?: { readonly part: string; readonly remark: string };
}

/** What a check or an assertion found. Renderers add nothing to it and leave nothing out. */
export interface Finding {
  /** The name of the check or of the kind of assertion: `dns-blocked`, `must-reach`. */
  readonly check: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly title: string;
  readonly at: Origin;
  /** Where the same is wrong too; the evidence names these places. */
  readonly likewise?: readonly Origin[];
  readonly evidence: readonly Evidence[];
  /** What users of the cluster will observe. Only set when it is proved. */
  readonly effect?: string;
  /** What is not known, or limits the finding otherwise. */
  readonly notes: readonly string[];
  /** What to do about it, one suggestion each. */
  readonly help: readonly string[];
}

/** Something in the input that could not be read, or that the answer leaves out. */
export interface Problem {
  readonly severity: Severity;
  /** What is wrong, naming the field and its value. */
  readonly message: string;
  readonly at: Origin;
  /** The path of the field: `spec.ingress[0].ports[1].endPort`. */
  readonly field?: string;
  readonly help?: string;
}
