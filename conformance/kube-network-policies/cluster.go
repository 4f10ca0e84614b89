package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/network-policy-api/apis/v1alpha1"
	"sigs.k8s.io/network-policy-api/apis/v1alpha2"
)

// Flow is one packet that begins a connection; its ends are addresses.
type Flow struct {
	Source      string      `json:"source"`
	Destination string      `json:"destination"`
	Protocol    v1.Protocol `json:"protocol"`
	Port        int         `json:"port"`
}

// Cluster is one line of the input.
type Cluster struct {
	Namespaces map[string]*v1.Namespace
	Nodes      map[string]*v1.Node
	Pods       []*v1.Pod
	Policies   Policies
	Flows      []Flow
}

// Policies are those of a cluster, as the API server would store them.
type Policies struct {
	Network       []*networkingv1.NetworkPolicy
	Cluster       []*v1alpha2.ClusterNetworkPolicy
	Admin         []*v1alpha1.AdminNetworkPolicy
	BaselineAdmin []*v1alpha1.BaselineAdminNetworkPolicy
}

func readCluster(line []byte) (*Cluster, error) {
	var input struct {
		Manifests []json.RawMessage `json:"manifests"`
		Flows     []Flow            `json:"flows"`
	}
	if err := unmarshal(line, &input); err != nil {
		return nil, err
	}
	cluster := &Cluster{Namespaces: map[string]*v1.Namespace{}, Nodes: map[string]*v1.Node{}, Flows: input.Flows}
	for _, manifest := range input.Manifests {
		if err := cluster.add(manifest); err != nil {
			return nil, fmt.Errorf("%s: %w", manifest, err)
		}
	}
	return cluster, nil
}

func (c *Cluster) add(manifest []byte) error {
	var meta metav1.TypeMeta
	if err := json.Unmarshal(manifest, &meta); err != nil {
		return err
	}
	switch meta.APIVersion + " " + meta.Kind {
	case "v1 Namespace":
		namespace := &v1.Namespace{}
		err := unmarshal(manifest, namespace)
		setNamespaceDefaults(namespace)
		c.Namespaces[namespace.Name] = namespace
		return err
	case "v1 Node":
		node := &v1.Node{}
		err := unmarshal(manifest, node)
		c.Nodes[node.Name] = node
		return err
	case "v1 Pod":
		pod := &v1.Pod{}
		err := unmarshal(manifest, pod)
		setPodDefaults(pod)
		c.Pods = append(c.Pods, pod)
		return err
	case "networking.k8s.io/v1 NetworkPolicy":
		policy := &networkingv1.NetworkPolicy{}
		err := unmarshal(manifest, policy)
		setNetworkPolicyDefaults(policy)
		c.Policies.Network = append(c.Policies.Network, policy)
		return err
	case "policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy":
		policy := &v1alpha2.ClusterNetworkPolicy{}
		err := unmarshal(manifest, policy)
		c.Policies.Cluster = append(c.Policies.Cluster, policy)
		return err
	case "policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy":
		policy := &v1alpha1.AdminNetworkPolicy{}
		err := unmarshal(manifest, policy)
		setAdminDefaults(policy)
		c.Policies.Admin = append(c.Policies.Admin, policy)
		return err
	case "policy.networking.k8s.io/v1alpha1 BaselineAdminNetworkPolicy":
		policy := &v1alpha1.BaselineAdminNetworkPolicy{}
		err := unmarshal(manifest, policy)
		setBaselineAdminDefaults(policy)
		c.Policies.BaselineAdmin = append(c.Policies.BaselineAdmin, policy)
		return err
	default:
		return fmt.Errorf("the kind %s %q is none that can be asked about", meta.APIVersion, meta.Kind)
	}
}

// unmarshal refuses unknown fields: a policy whose field was dropped would mean something else.
func unmarshal(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
