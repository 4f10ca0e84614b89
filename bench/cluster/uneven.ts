import { block, policy } from './policies';
import { Random } from './random';
import { namespaceManifest } from './workloads';

/**
 * A cluster of the shape of a published real one, in which nothing is distributed evenly: many small namespaces and a
 * few large ones, more policies than pods, most with a few peers and a few with thousands.
 */
export interface UnevenShape {
  readonly namespaces: number;
  readonly pods: number;
  readonly policies: number;
  /** The share of policies without any rule. */
  readonly emptyShare: number;
  /** Peers of all policies together, over the number of policies. */
  readonly meanPeers: number;
  readonly seed: number;
}

/** The published numbers. How its labels and peers look is not published, and made up here. */
export const UNEVEN: UnevenShape = {
  namespaces: 604, pods: 5_413, policies: 13_678, emptyShare: 0.25, meanPeers: 35, seed: 1,
};

/** A twentieth of it, on which a peer comes to an end. */
export const UNEVEN_PART: UnevenShape = { ...UNEVEN, namespaces: 30, pods: 270, policies: 684 };

interface Pod {
  readonly namespace: string;
  readonly app: string;
  readonly name: string;
}

const APP = 'app';
const PORTS: readonly number[] = [80, 443, 5432, 6379, 8080, 9090];

/** The manifests of the cluster, namespace by namespace. */
export function unevenManifests(shape: UnevenShape): Map<string, object[]> {
  const random = new Random(shape.seed);
  const pods = podsOf(shape);
  const manifests = new Map<string, object[]>();
  for (const pod of pods) {
    const items = manifests.get(pod.namespace) ?? [namespaceManifest(pod.namespace)];
    manifests.set(pod.namespace, [...items, podManifest(pod)]);
  }
  peerCounts(shape).forEach((count, index) => {
    const subject = random.pick(pods);
    manifests.get(subject.namespace)!.push(policyManifest(`policy-${index + 1}`, subject, count, pods, random));
  });
  return manifests;
}

/** Where a value of the middle is far below the mean: the log-logistic distribution, one value for each of the shares. */
function skewed(count: number, middle: number, spread: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 0.5) / count;
    return middle * (share / (1 - share)) ** spread;
  });
}

/** As many pods as the shape has, in namespaces with a median of six. */
function podsOf(shape: UnevenShape): Pod[] {
  const sizes = skewed(shape.namespaces, 6, 0.475).map(size => Math.max(1, Math.round(size)));
  sizes[sizes.length - 1] += shape.pods - sizes.reduce((sum, size) => sum + size);
  return sizes.flatMap((size, index) => Array.from({ length: size }, (_, place): Pod => {
    const app = `app-${Math.floor(place / 2)}`;
    return { namespace: `ns-${index + 1}`, app, name: `${app}-${place % 2}` };
  }));
}

/** How many peers each policy has: most a few, a few of them thousands. */
function peerCounts({ policies, emptyShare, meanPeers }: UnevenShape): number[] {
  const empty = Math.round(policies * emptyShare);
  const others = skewed(policies - empty, 1, 0.65);
  const scale = policies * meanPeers / others.reduce((sum, count) => sum + count);
  return [...Array<number>(empty).fill(0), ...others.map(count => Math.max(1, Math.round(count * scale)))];
}

function podManifest({ namespace, app, name }: Pod): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { [APP]: app } },
    spec: { containers: [{ name: 'main', image: `registry.example.com/${app}:1.4.2` }] },
  };
}

/** So many peers share a port. */
const PEERS_OF_RULE = 40;

function policyManifest(name: string, subject: Pod, peers: number, pods: readonly Pod[], random: Random): object {
  const [type, side, key] = random.chance(0.6) ? ['Ingress', 'ingress', 'from'] : ['Egress', 'egress', 'to'];
  const rules = Array.from({ length: Math.ceil(peers / PEERS_OF_RULE) }, (_, index) => ({
    [key]: Array.from({ length: Math.min(PEERS_OF_RULE, peers - index * PEERS_OF_RULE) }, () => peerOf(pods, random)),
    ports: [{ protocol: 'TCP', port: random.pick(PORTS) }],
  }));
  return policy(name, subject.namespace, {
    podSelector: random.chance(0.1) ? {} : { matchLabels: { [APP]: subject.app } },
    policyTypes: [type],
    ...rules.length === 0 ? {} : { [side]: rules },
  });
}

function peerOf(pods: readonly Pod[], random: Random): object {
  if (random.chance(0.3)) {
    return block({ cidr: `198.${18 + random.below(2)}.${random.below(150)}.0/24`, except: [] });
  }
  const { namespace, app } = random.pick(pods);
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  return random.chance(0.2) ? { namespaceSelector }
    : { namespaceSelector, podSelector: { matchLabels: { [APP]: app } } };
}
