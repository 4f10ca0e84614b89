import { isOneAddress } from './address-kinds';
import { isDnsPort } from './resolvers';
import { Peer } from '../../model/peer';
import { formatPolicy, Policy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { describeRule } from '../../wording/rules';

/** An egress rule, and the policy that it stands in. */
interface EgressRule {
  readonly policy: Policy;
  readonly rule: Rule;
}

/** `shop/web-egress, rule 1: to app=orders, TCP 8080` */
export function formatEgressRule({ policy, rule }: EgressRule): string {
  return `${formatPolicy(policy)}, ${describeRule(policy, 'egress', rule)}`;
}

/** The egress rules to pods, which programs look up by name; one for DNS itself, or the API server's pods, is none of them. */
export function rulesToPods(policies: readonly Policy[]): EgressRule[] {
  return rulesThat(policies, ({ peers, ports }) => peers.some(isPods) && !ports.every(isReachedByAddress));
}

/** The egress rules for addresses or ports only: mostly there is a name for what they are opened for, too. */
export function rulesToAddresses(policies: readonly Policy[]): EgressRule[] {
  return rulesThat(policies, ({ peers, ports }) => !peers.some(isPods) && !ports.every(isReachedByAddress)
    && peers.some(peer => peer.kind !== 'addresses' || !isOneAddress(peer)));
}

function rulesThat(policies: readonly Policy[], needsName: (rule: Rule) => boolean): EgressRule[] {
  return policies.flatMap(policy => (policy.egress?.rules ?? [])
    .filter(rule => rule.effect === 'allow' && !rule.ports.every(isDnsPort) && needsName(rule))
    .map(rule => ({ policy, rule })));
}

function isPods({ kind }: Peer): boolean {
  return kind === 'pods';
}

/** The API server, whose address every pod has in its environment, and the kubelets, whose addresses it tells. */
const REACHED_BY_ADDRESS = [6443, 10250];

function isReachedByAddress(match: PortMatch): boolean {
  return match.kind === 'numbered'
    && match.ports.intervals.every(({ start, end }) => end - start === 1 && REACHED_BY_ADDRESS.includes(start));
}
