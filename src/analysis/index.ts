export type { AcceptedFinding } from './acceptance';
export { Answer, Verdict } from './answer';
export { CheckLevel } from './check-level';
export { PolicyCidrMatchMode, PolicyEnforcementMode, ServiceTranslation } from './cluster-facts';
export type { ClusterFacts } from './cluster-facts';
export * from './connection-matrix';
export * from './portability';
export * from './reachability';
