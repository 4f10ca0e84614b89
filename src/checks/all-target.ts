import { ciliumPolicyIgnored } from './cluster/cilium-policy-ignored';
import { enforcementAssumed } from './cluster/enforcement-assumed';
import { enforcerDiffers } from './cluster/enforcer-differs';
import { notEnforced } from './cluster/not-enforced';
import { servicesAfterPolicy } from './cluster/services-after-policy';
import { TargetRule } from './target-rule';

/** Every rule that needs to know the cluster, in the order in which findings are shown. */
export const TARGET_RULES: readonly TargetRule[] = [
  notEnforced, ciliumPolicyIgnored, enforcementAssumed, enforcerDiffers, servicesAfterPolicy,
];
