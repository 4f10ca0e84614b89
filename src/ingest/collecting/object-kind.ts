import { Collected } from './collected';
import { ManifestObject } from '../reading/manifest-object';

/** How the objects of one kind are read. Each is declared in the file that reads it, and listed in kinds.ts. */
export interface ObjectKind {
  readonly kind: string;
  /** The API groups that have the kind, `''` for the core group; undefined for any group. */
  readonly groups?: readonly string[];
  /**
   * The version of the group that is read.
   *
   * @default - any version
   */
  readonly version?: string;
  /** Whether its objects stand beside the namespaces, not in one. */
  readonly isClusterScoped?: boolean;
  /** Whether an object with a faulty header is an error, and left out: a policy that the API server would refuse. */
  readonly isStrict?: boolean;
  /** Whether no connection depends on its objects: then what is nearly one of them is not worth a word. */
  readonly isForChecksOnly?: boolean;
  /** Adds what the object says to what has been read. */
  readonly read: (object: ManifestObject, collected: Collected) => void;
}
