import { ClusterFacts, readFacts } from './cluster-facts';
import { KUBERNETES } from '../dialects/kubernetes';
import { ingest } from '../ingest/ingest';
import { Problem } from '../model/finding';
import { Manifest } from '../model/manifest';
import { Snapshot } from '../model/snapshot';

/** What was read, and what could not be read or is left out of every answer. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly problems: readonly Problem[];
}

export function read(manifests: readonly Manifest[], facts: ClusterFacts = {}): Reading {
  return ingest(manifests, { dialect: KUBERNETES, facts: readFacts(facts) });
}
