import { describeTraffic, ListingContext, renderHeader, renderList, renderProblems } from './json-parts';
import { Explained } from '../model/explained';
import { formatEndpoint } from '../model/flow';
import { formatPolicy, Policy, Rule, TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { DirectionTrace } from '../model/trace';
import { oneLine, sentence } from '../sets/visible';
import { describePortMatches } from '../wording/rules';

/** Where policies and rules stand. */
export interface StepPlaces {
  readonly ofStep: (policy: Policy, direction: TrafficDirection, rule: Rule | undefined) => string | undefined;
}

/** An answer about the connections between two ends. */
export interface ExplainedConnection {
  readonly assertion: {
    readonly source: { readonly description: string };
    readonly destination: { readonly description: string };
    readonly ports: readonly PortMatch[];
  };
  readonly verdict: string;
  readonly flows: readonly Explained[];
  readonly places: StepPlaces;
  /** Policies that would allow what is not. */
  readonly manifests: readonly object[];
  /** What these would change beside, in lines. */
  readonly sideEffects: readonly string[];
}

/** The answer as JSON, of the form that schema/explain.schema.json describes. */
export function* renderExplanationJson(
  { assertion: { source, destination, ports }, verdict, flows, places, manifests, sideEffects }: ExplainedConnection,
  context: ListingContext,
): Generator<string> {
  yield '{\n';
  yield* renderHeader(context);
  yield `  "from": ${JSON.stringify(oneLine(source.description))},\n`;
  yield `  "to": ${JSON.stringify(oneLine(destination.description))},\n`;
  yield `  "ports": ${JSON.stringify(oneLine(describePortMatches(ports)))},\n`;
  yield `  "verdict": ${JSON.stringify(verdict)},\n`;
  yield* renderList('flows', flows.map(flow => describeFlow(flow, places)));
  yield ',\n';
  yield* renderList('suggested', manifests);
  yield ',\n';
  yield `  "sideEffects": ${JSON.stringify(sideEffects)},\n`;
  yield* renderProblems(context);
  yield '\n}\n';
}

function describeFlow(
  { trace, traffic, notes, help }: Explained, places: StepPlaces,
): object {
  const { flow: { source, destination }, verdict, egress, ingress } = trace;
  return {
    source: formatEndpoint(source),
    destination: formatEndpoint(destination),
    traffic: describeTraffic(traffic),
    verdict,
    egress: describeDirection(egress, places),
    ingress: describeDirection(ingress, places),
    notes: notes.map(sentence),
    help: help.map(sentence),
  };
}

/** How one direction is decided, step by step. */
export function describeDirection(
  { direction, verdict, basis, steps }: DirectionTrace, { ofStep }: StepPlaces,
): object {
  return {
    verdict,
    basis,
    steps: steps.map(({ tier, policy, rule, effect, certain }) => ({
      tier,
      kind: policy.kind,
      policy: formatPolicy(policy),
      rule: rule === undefined ? null : rule.index + 1,
      effect,
      certain,
      source: ofStep(policy, direction, rule) ?? null,
    })),
  };
}
