import { ciliumPolicyIgnored } from './cilium-policy-ignored';
import { enforcementAssumed } from './enforcement-assumed';
import { enforcerDiffers } from './enforcer-differs';
import { notEnforced } from './not-enforced';
import { servicesAfterPolicy } from './services-after-policy';
import { TargetRule } from './target-rule';

/** Every rule that needs to know the cluster, in the order in which findings are shown. */
export const TARGET_RULES: readonly TargetRule[] = [
  notEnforced, ciliumPolicyIgnored, enforcementAssumed, enforcerDiffers, servicesAfterPolicy,
];
