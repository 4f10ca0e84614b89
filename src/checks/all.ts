import { addressFamilyMissing } from './addresses/address-family-missing';
import { cidrMatchesNodes } from './addresses/cidr-matches-nodes';
import { cidrMatchesPods } from './addresses/cidr-matches-pods';
import { cidrMatchesServices } from './addresses/cidr-matches-services';
import { cidrNotCanonical } from './addresses/cidr-not-canonical';
import { exceptHasNoEffect } from './addresses/except-has-no-effect';
import { metadataAddressOpen } from './addresses/metadata-address-open';
import { privateRangeOpen } from './addresses/private-range-open';
import { Check } from './check';
import { enforcementAssumed } from './cluster/enforcement-assumed';
import { enforcerDiffers } from './cluster/enforcer-differs';
import { labelOverridesPolicy } from './cluster/label-overrides-policy';
import { notEnforced } from './cluster/not-enforced';
import { policyKindNotEnforced } from './cluster/policy-kind-not-enforced';
import { servicesAfterPolicy } from './cluster/services-after-policy';
import { startsOpen } from './cluster/starts-open';
import { apiServerBlocked } from './connections/api-server-blocked';
import { dnsBlocked } from './connections/dns-blocked';
import { ingressBackendBlocked } from './connections/ingress-backend-blocked';
import { loadBalancerSource } from './connections/load-balancer-source';
import { meshPortBlocked } from './connections/mesh-port-blocked';
import { meshPortBypassesPorts } from './connections/mesh-port-bypasses-ports';
import { oneSidedConnection } from './connections/one-sided-connection';
import { probeBlocked } from './connections/probe-blocked';
import { serviceUnreachable } from './connections/service-unreachable';
import { webhookBlocked } from './connections/webhook-blocked';
import { policyOnHostNetwork } from './host-network/policy-on-host-network';
import { allowAllInEffect } from './isolation/allow-all-in-effect';
import { deadAnnotation } from './isolation/dead-annotation';
import { defaultNamespaceUsed } from './isolation/default-namespace-used';
import { inertRule } from './isolation/inert-rule';
import { openToEveryNamespace } from './isolation/open-to-every-namespace';
import { redundantPolicy } from './isolation/redundant-policy';
import { redundantRule } from './isolation/redundant-rule';
import { shadowedDefaultDeny } from './isolation/shadowed-default-deny';
import { unprotectedNamespace } from './isolation/unprotected-namespace';
import { unprotectedWorkload } from './isolation/unprotected-workload';
import { allPortsOpen } from './ports/all-ports-open';
import { metricsPortClosed } from './ports/metrics-port-closed';
import { namedPortUndefined } from './ports/named-port-undefined';
import { peersLimitedToDns } from './ports/peers-limited-to-dns';
import { portNotDeclared } from './ports/port-not-declared';
import { ruleSplitByDash } from './ports/rule-split-by-dash';
import { servicePortUsed } from './ports/service-port-used';
import { andOrConfusion } from './selectors/and-or-confusion';
import { duplicatePolicy } from './selectors/duplicate-policy';
import { labelOnTheObject } from './selectors/label-on-the-object-not-its-template';
import { missingNamespaceLabel } from './selectors/missing-namespace-label';
import { nullSelectorSelectsAll } from './selectors/null-selector-selects-all';
import { selectsNothing } from './selectors/selects-nothing';
import { unstableLabel } from './selectors/unstable-label';
import { wrongNamespace } from './selectors/wrong-namespace';
import { baselineNeverReached } from './tiers/baseline-never-reached';
import { passWithoutEffect } from './tiers/pass-without-effect';
import { priorityCollision } from './tiers/priority-collision';
import { shadowedRule } from './tiers/shadowed-rule';

/** Every check, in the order in which findings are shown: first what concerns the cluster, then its policies. */
export const CHECKS: readonly Check[] = [
  notEnforced, policyKindNotEnforced, labelOverridesPolicy, enforcementAssumed, enforcerDiffers, servicesAfterPolicy,
  priorityCollision, shadowedRule, passWithoutEffect, baselineNeverReached,
  oneSidedConnection,
  nullSelectorSelectsAll, andOrConfusion, labelOnTheObject, wrongNamespace, missingNamespaceLabel, unstableLabel,
  selectsNothing, duplicatePolicy,
  dnsBlocked,
  webhookBlocked, apiServerBlocked, ingressBackendBlocked, serviceUnreachable, loadBalancerSource, probeBlocked,
  meshPortBlocked, meshPortBypassesPorts,
  servicePortUsed, namedPortUndefined, metricsPortClosed, portNotDeclared, allPortsOpen,
  ruleSplitByDash, peersLimitedToDns,
  shadowedDefaultDeny, allowAllInEffect, inertRule, deadAnnotation, unprotectedWorkload, unprotectedNamespace,
  openToEveryNamespace, redundantPolicy, redundantRule, defaultNamespaceUsed,
  policyOnHostNetwork,
  cidrMatchesServices, cidrMatchesPods, cidrMatchesNodes, cidrNotCanonical, addressFamilyMissing, exceptHasNoEffect,
  metadataAddressOpen, privateRangeOpen,
  startsOpen,
];
