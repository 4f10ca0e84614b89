package main

import (
	"fmt"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	npav1alpha1 "sigs.k8s.io/kube-network-policies/plugins/npa-v1alpha1"
	npav1alpha2 "sigs.k8s.io/kube-network-policies/plugins/npa-v1alpha2"
	"sigs.k8s.io/network-policy-api/apis/v1alpha2"
	adminfake "sigs.k8s.io/network-policy-api/pkg/client/clientset/versioned/fake"
	admininformers "sigs.k8s.io/network-policy-api/pkg/client/informers/externalversions"
)

// provider knows the pods by address.
type provider map[string]*api.PodInfo

func (p provider) GetPodInfoByIP(ip string) (*api.PodInfo, bool) {
	pod, ok := p[ip]
	return pod, ok
}

// engineOf fills the stores of informers that never start, as the engine's own tests do.
func engineOf(cluster *Cluster) (*networkpolicy.PolicyEngine, error) {
	pods, err := providerOf(cluster)
	if err != nil {
		return nil, err
	}
	core := informers.NewSharedInformerFactory(fake.NewClientset(), 0)
	network := core.Networking().V1().NetworkPolicies()
	nodes := core.Core().V1().Nodes()
	admin := admininformers.NewSharedInformerFactory(adminfake.NewClientset(), 0).Policy()
	adminPolicies := admin.V1alpha1().AdminNetworkPolicies()
	baselinePolicies := admin.V1alpha1().BaselineAdminNetworkPolicies()
	clusterPolicies := admin.V1alpha2().ClusterNetworkPolicies()
	for _, err := range []error{
		fill(network.Informer(), cluster.Policies.Network),
		fill(adminPolicies.Informer(), cluster.Policies.Admin),
		fill(baselinePolicies.Informer(), cluster.Policies.BaselineAdmin),
		fill(clusterPolicies.Informer(), cluster.Policies.Cluster),
	} {
		if err != nil {
			return nil, err
		}
	}
	for _, node := range cluster.Nodes {
		if err := nodes.Informer().GetStore().Add(node); err != nil {
			return nil, err
		}
	}
	standard := networkpolicy.NewStandardNetworkPolicy("node", core.Core().V1().Namespaces(), core.Core().V1().Pods(), network)
	return networkpolicy.NewPolicyEngine(pods, []api.PolicyEvaluator{
		npav1alpha1.NewAdminNetworkPolicy(adminPolicies, nil),
		npav1alpha2.NewClusterNetworkPolicy(v1alpha2.AdminTier, clusterPolicies, nil, nodes.Lister()),
		standard,
		npav1alpha2.NewClusterNetworkPolicy(v1alpha2.BaselineTier, clusterPolicies, nil, nodes.Lister()),
		// The last one: what it does not match it allows, instead of leaving it to others.
		npav1alpha1.NewBaselineAdminNetworkPolicy(baselinePolicies),
	}), nil
}

func fill[T any](informer cache.SharedIndexInformer, policies []T) error {
	for _, policy := range policies {
		if err := informer.GetStore().Add(policy); err != nil {
			return err
		}
	}
	return nil
}

// providerOf leaves out pods on the host network, as the data plane does: for it their address is that of a node.
func providerOf(cluster *Cluster) (provider, error) {
	pods := provider{}
	for _, pod := range cluster.Pods {
		if pod.Spec.HostNetwork {
			continue
		}
		namespace, node := cluster.Namespaces[pod.Namespace], cluster.Nodes[pod.Spec.NodeName]
		if namespace == nil || node == nil {
			return nil, fmt.Errorf("pod %s/%s has no namespace or no node", pod.Namespace, pod.Name)
		}
		for _, ip := range pod.Status.PodIPs {
			if pods[ip.IP] != nil {
				return nil, fmt.Errorf("two pods have the address %s", ip.IP)
			}
			pods[ip.IP] = api.NewPodInfo(pod, namespace.Labels, node.Labels, "")
		}
	}
	return pods, nil
}
