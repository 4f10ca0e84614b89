import { ConfusedItems } from './confused-items';
import { podsInCode } from './pasteable-code';
import { itemYaml, selectorYaml } from './selector-yaml';
import { PlacedPeer } from './unmatched';
import { Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';

/** How to make one item of two: giving the second its namespace alone would leave the first open. */
export function joiningHelp(
  snapshot: Snapshot, { origin }: Policy, { direction, peer }: PlacedPeer, { namespaces, meant }: ConfusedItems,
): string[] {
  const code = origin.constructPath === undefined || meant.length !== 1 ? undefined : podsInCode(snapshot, meant[0]);
  return [
    [
      'make one item of the two, under one dash, so that both selectors must match:',
      `${direction === 'ingress' ? 'from' : 'to'}:`,
      ...itemYaml([...selectorYaml('namespaceSelector', namespaces.selector), ...selectorYaml('podSelector', peer.pods)])
        .map(line => `  ${line}`),
    ].join('\n'),
    ...code === undefined || code.others.length > 0 ? [] : [`in code that is one peer: \`${code.code}\``],
  ];
}
