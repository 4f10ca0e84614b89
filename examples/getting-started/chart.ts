import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AllowAll, AllowCidr, AllowNamespace, AllowPods, Cidr, DefaultDenyAll, Namespaces, Pods } from 'cdk8s-netpol';

/** The five kinds of policy that a newcomer meets first, one object each. */
export class GettingStarted extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const pod1 = Pods.labeled({ app: 'pod1' });

    // Nobody may connect to or from any pod of the namespace, apart from what other policies allow.
    new DefaultDenyAll(this, 'default-deny-all', { metadata: { name: 'default-deny-all' } });

    // The demo pods may connect to and from everybody.
    new AllowAll(this, 'allow-all-demo', {
      metadata: { name: 'allow-all-demo' },
      subject: Pods.labeled({ app: 'demo' }),
    });

    // pod1 and pod2, both ways. pod2 needs policies of its own if it is isolated too.
    new AllowPods(this, 'pod-based-policy', {
      metadata: { name: 'pod-based-policy', namespace: 'default' },
      subject: pod1,
      peers: [Pods.labeled({ app: 'pod2' })],
    });

    // pod1 and all pods of one namespace.
    new AllowNamespace(this, 'namespace-based-policy', {
      metadata: { name: 'namespace-based-policy', namespace: 'default' },
      subject: pod1,
      peers: [Namespaces.named('demo-namespace')],
    });

    // pod1 and a subnet.
    new AllowCidr(this, 'ip-based-policy', {
      metadata: { name: 'ip-based-policy', namespace: 'default' },
      subject: pod1,
      peers: [Cidr.of('10.10.10.0/24')],
    });
  }
}
