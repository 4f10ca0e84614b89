import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NAMESPACES, TENANTS } from './namespaces';
import {
  BaselineDeny, Cidr, ClusterNetworkPolicy, ClusterRule, DenyClusterWide, Direction, LabelExpression, MustNotReach,
  MustReach, Namespaces, Pods, PolicyTier, Port,
} from 'cdk8s-netpol';

/** Without the second half a tenant with two labels would be one of the platform: the assertions below find that. */
const PLATFORM = Namespaces.matching({
  labels: { role: 'platform' }, expressions: [LabelExpression.doesNotExist('tenant')],
});
const PROMETHEUS = Pods.labeled({ app: 'prometheus' }).inNamespace('monitoring');
const OF_TENANTS = { expressions: [LabelExpression.exists('tenant')] };

/**
 * The rules of the platform team. They are asked in the order of their numbers, then the policies of the tenants, and
 * last the baseline. Within the numbers is room for what comes later.
 */
export class Platform extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.addGuardrails();
    this.addBaseline();
    this.stateWhatMustHold();
  }

  private addGuardrails(): void {
    // The metadata service hands out the credentials of the node.
    new DenyClusterWide(this, 'no-metadata', {
      peers: [Cidr.of('169.254.169.254/32')],
      direction: Direction.EGRESS,
      priority: 100,
      metadata: { name: 'no-metadata' },
    });

    // No tenant can shut out the monitoring.
    new ClusterNetworkPolicy(this, 'metrics', {
      tier: PolicyTier.ADMIN,
      priority: 200,
      subject: Namespaces.matching(OF_TENANTS),
      ingress: [ClusterRule.accept({ name: 'prometheus', peers: [PROMETHEUS], ports: [Port.PROMETHEUS] })],
      metadata: { name: 'metrics' },
    });

    // A tenant is reached by its own namespaces and by those of the platform, as far as its policies allow it.
    TENANTS.forEach((tenant, index) => new DenyClusterWide(this, `only-${tenant}`, {
      subject: Namespaces.labeled({ tenant }),
      peers: [Namespaces.all()],
      exceptPeers: [Namespaces.labeled({ tenant }), PLATFORM],
      direction: Direction.INGRESS,
      priority: 300 + index,
      metadata: { name: `only-${tenant}` },
    }));
  }

  private addBaseline(): void {
    // Where a tenant has written no policy, nothing is open but names and what the platform needs.
    new BaselineDeny(this, 'baseline', {
      subject: Namespaces.matching(OF_TENANTS),
      ingress: [ClusterRule.accept({ name: 'platform', peers: [PLATFORM] })],
      metadata: { name: 'baseline' },
    });
  }

  private stateWhatMustHold(): void {
    new MustNotReach(this, 'nobody-reads-credentials', {
      source: Namespaces.all(), destination: Cidr.of('169.254.169.254/32'), reason: 'they are the credentials of the node',
    });
    for (const { name, tenant } of NAMESPACES.filter(namespace => namespace.tenant !== undefined)) {
      new MustReach(this, `${name}-is-monitored`, {
        source: PROMETHEUS, destination: Pods.all().inNamespace(name), ports: [Port.PROMETHEUS],
      });
      new MustNotReach(this, `${name}-keeps-to-its-tenant`, {
        source: Namespaces.matching({ expressions: [LabelExpression.exists('tenant'), LabelExpression.notIn('tenant', [tenant!])] }),
        destination: Namespaces.named(name),
        reason: 'tenants do not see each other, whatever their own policies say',
      });
    }
    new MustNotReach(this, 'reports-are-closed', {
      source: Pods.labeled({ app: 'orders' }).inNamespace('shop'),
      destination: Pods.labeled({ app: 'reports' }).inNamespace('shop-reports'),
      reason: 'nobody has written a policy there, so the baseline decides',
    });
  }
}
