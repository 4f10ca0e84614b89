import { Evidence } from './finding';
import { Trace } from './trace';
import { TrafficSet } from '../sets/traffic-set';

/** Traffic between two endpoints that is decided alike, and why. */
export interface Explained {
  readonly trace: Trace;
  readonly traffic: TrafficSet;
  /** Everything that the cluster carries. */
  readonly everything: TrafficSet;
  /** Lines about both directions. */
  readonly lines: readonly Evidence[];
  readonly notes: readonly string[];
  /** What would settle an unknown. */
  readonly help: readonly string[];
}
