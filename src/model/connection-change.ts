import { MatrixEndpoint } from './matrix';
import { TrafficSet } from '../sets/traffic-set';

/** What changed between two endpoints; at least one of the sets is not empty. */
export interface ConnectionChange {
  /** As it is after the change, or as it was if it is gone. */
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
  /** Allowed now, and denied or unknown before. */
  readonly opened: TrafficSet;
  /** Denied now, and allowed or unknown before. */
  readonly closed: TrafficSet;
  /** Unknown now, and allowed or denied before. */
  readonly becameUnknown: TrafficSet;
}
