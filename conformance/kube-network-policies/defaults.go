package main

import (
	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"sigs.k8s.io/network-policy-api/apis/v1alpha1"
)

// What the API server adds to an object before it stores it. The engine is never given an object without.

func setNamespaceDefaults(namespace *v1.Namespace) {
	if namespace.Labels == nil {
		namespace.Labels = map[string]string{}
	}
	namespace.Labels[v1.LabelMetadataName] = namespace.Name
}

func setPodDefaults(pod *v1.Pod) {
	for _, container := range pod.Spec.Containers {
		for index := range container.Ports {
			setProtocol(&container.Ports[index].Protocol)
		}
	}
}

// setNetworkPolicyDefaults also writes empty lists of rules as absent ones: the API server drops them, and the engine
// takes a list that is there and empty for one that allows everything.
func setNetworkPolicyDefaults(policy *networkingv1.NetworkPolicy) {
	spec := &policy.Spec
	if len(spec.PolicyTypes) == 0 {
		spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
		if len(spec.Egress) > 0 {
			spec.PolicyTypes = append(spec.PolicyTypes, networkingv1.PolicyTypeEgress)
		}
	}
	if len(spec.Ingress) == 0 {
		spec.Ingress = nil
	}
	if len(spec.Egress) == 0 {
		spec.Egress = nil
	}
	for _, rule := range spec.Ingress {
		setPortProtocols(rule.Ports)
	}
	for _, rule := range spec.Egress {
		setPortProtocols(rule.Ports)
	}
}

func setPortProtocols(ports []networkingv1.NetworkPolicyPort) {
	for index := range ports {
		if ports[index].Protocol == nil {
			ports[index].Protocol = new(v1.Protocol)
		}
		setProtocol(ports[index].Protocol)
	}
}

func setAdminDefaults(policy *v1alpha1.AdminNetworkPolicy) {
	for _, rule := range policy.Spec.Ingress {
		setAdminPortProtocols(rule.Ports)
	}
	for _, rule := range policy.Spec.Egress {
		setAdminPortProtocols(rule.Ports)
	}
}

func setBaselineAdminDefaults(policy *v1alpha1.BaselineAdminNetworkPolicy) {
	for _, rule := range policy.Spec.Ingress {
		setAdminPortProtocols(rule.Ports)
	}
	for _, rule := range policy.Spec.Egress {
		setAdminPortProtocols(rule.Ports)
	}
}

func setAdminPortProtocols(ports *[]v1alpha1.AdminNetworkPolicyPort) {
	if ports == nil {
		return
	}
	for _, port := range *ports {
		if port.PortNumber != nil {
			setProtocol(&port.PortNumber.Protocol)
		}
		if port.PortRange != nil {
			setProtocol(&port.PortRange.Protocol)
		}
	}
}

func setProtocol(protocol *v1.Protocol) {
	if *protocol == "" {
		*protocol = v1.ProtocolTCP
	}
}
