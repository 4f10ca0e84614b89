import { Enforcement } from '../../model/cluster';
import { meaningOf } from '../../model/policy';
import { Interpretation, Snapshot } from '../../model/snapshot';

/** The interpretations without those that mean the same for this cluster as one before them. The first one stays. */
export function distinct(
  interpretations: readonly Interpretation[], { workloads }: Pick<Snapshot, 'workloads'>, { mode }: Enforcement,
): Interpretation[] {
  if (interpretations.length === 1) {
    return [...interpretations];
  }
  const keys = new Set(workloads.flatMap(({ labels }) => [...labels.known.keys(), ...labels.uncertain.keys()]));
  const byMeaning = new Map<string, Interpretation>();
  for (const one of interpretations) {
    const labels = one.switchingLabels.filter(({ key }) => keys.has(key));
    const isolatesUnselected = mode === 'always' || labels.some(({ effect }) => effect === 'isolates');
    const meaning = JSON.stringify([
      one.policies.map(meaningOf), labels, one.droppedProtocols, isolatesUnselected && one.admitsOwnNodeUnselected,
    ]);
    byMeaning.set(meaning, byMeaning.get(meaning) ?? one);
  }
  return [...byMeaning.values()];
}
