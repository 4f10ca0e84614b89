import { Origin } from './origin';

/** One document as it came from a file, a stream or a chart. Its content has not been validated. */
export interface Manifest {
  readonly content: unknown;
  /** Where it came from. `object` is filled in from its kind, namespace and name. */
  readonly origin?: Partial<Origin>;
}
