export type { AcceptedFinding } from './acceptance';
export { Answer } from './answer';
export type { ClusterFacts } from './cluster-facts';
export * from './connection-matrix';
export * from './reachability';
export { Verdict } from './verdict';
