import { KUBERNETES } from '../dialects/kubernetes';
import { Problem } from '../model/finding';
import { Manifest } from '../model/manifest';
import { Snapshot } from '../model/snapshot';
import { ingest } from '../ingest/ingest';
import { ClusterFacts, readFacts } from './cluster-facts';

/** What was read, and what could not be read or is left out of every answer. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly problems: readonly Problem[];
}

export function read(manifests: readonly Manifest[], facts: ClusterFacts = {}): Reading {
  return ingest(manifests, { dialect: KUBERNETES, facts: readFacts(facts) });
}
