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
import { dnsBlocked } from './connections/dns-blocked';
import { oneSidedConnection } from './connections/one-sided-connection';
import { policyOnHostNetwork } from './host-network/policy-on-host-network';
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
  policyOnHostNetwork,
  cidrMatchesServices, cidrMatchesPods, cidrMatchesNodes, cidrNotCanonical, addressFamilyMissing, exceptHasNoEffect,
  metadataAddressOpen, privateRangeOpen,
  startsOpen,
];
