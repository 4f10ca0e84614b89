import { Check } from './check';
import { enforcementAssumed } from './cluster/enforcement-assumed';
import { enforcerDiffers } from './cluster/enforcer-differs';
import { labelOverridesPolicy } from './cluster/label-overrides-policy';
import { notEnforced } from './cluster/not-enforced';
import { policyKindNotEnforced } from './cluster/policy-kind-not-enforced';
import { servicesAfterPolicy } from './cluster/services-after-policy';
import { apiServerBlocked } from './connections/api-server-blocked';
import { dnsBlocked } from './connections/dns-blocked';
import { ingressBackendBlocked } from './connections/ingress-backend-blocked';
import { loadBalancerSource } from './connections/load-balancer-source';
import { meshPortBlocked } from './connections/mesh-port-blocked';
import { meshPortBypassesPorts } from './connections/mesh-port-bypasses-ports';
import { oneSidedConnection } from './connections/one-sided-connection';
import { allowAllInEffect } from './isolation/allow-all-in-effect';
import { deadAnnotation } from './isolation/dead-annotation';
import { openToEveryNamespace } from './isolation/open-to-every-namespace';
import { redundantPolicy } from './isolation/redundant-policy';
import { redundantRule } from './isolation/redundant-rule';
import { shadowedDefaultDeny } from './isolation/shadowed-default-deny';
import { unprotectedNamespace } from './isolation/unprotected-namespace';
import { unprotectedWorkload } from './isolation/unprotected-workload';
import { serviceUnreachable } from './connections/service-unreachable';
import { webhookBlocked } from './connections/webhook-blocked';
import { inertRule } from './isolation/inert-rule';
import { allPortsOpen } from './ports/all-ports-open';
import { metricsPortClosed } from './ports/metrics-port-closed';
import { namedPortUndefined } from './ports/named-port-undefined';
import { portNotDeclared } from './ports/port-not-declared';
import { servicePortUsed } from './ports/service-port-used';
import { selectsNothing } from './selectors/selects-nothing';
import { baselineNeverReached } from './tiers/baseline-never-reached';
import { passWithoutEffect } from './tiers/pass-without-effect';
import { priorityCollision } from './tiers/priority-collision';
import { shadowedRule } from './tiers/shadowed-rule';

/** Every check, in the order in which findings are shown: first what concerns the cluster, then its policies. */
export const CHECKS: readonly Check[] = [
  notEnforced, policyKindNotEnforced, labelOverridesPolicy, enforcementAssumed, enforcerDiffers, servicesAfterPolicy,
  priorityCollision, shadowedRule, passWithoutEffect, baselineNeverReached,
  oneSidedConnection, selectsNothing, dnsBlocked,
  unprotectedWorkload, unprotectedNamespace, shadowedDefaultDeny, allowAllInEffect, openToEveryNamespace, redundantPolicy, redundantRule,
  deadAnnotation,
  webhookBlocked, apiServerBlocked, ingressBackendBlocked, serviceUnreachable, loadBalancerSource,
  meshPortBlocked, meshPortBypassesPorts, inertRule,
  servicePortUsed, namedPortUndefined, metricsPortClosed, portNotDeclared, allPortsOpen,
];
