package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"

	appsv1 "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/yaml"
)

// Workload is a Deployment with its pods.
type Workload struct {
	// Name as netpol-analyzer writes it: `shop/web[Deployment]`.
	Name string
	Info *api.PodInfo
	// IPs are two for a workload with replicas, which are as good as all of them.
	IPs []net.IP
}

// Cluster is what the manifests hold.
type Cluster struct {
	Workloads []*Workload
	Policies  []*networkingv1.NetworkPolicy
	// PortNames are those that some rule mentions.
	PortNames map[string]bool
}

// readCluster reads the kinds that the generator writes: Namespace, Deployment, NetworkPolicy.
func readCluster(dir string) (*Cluster, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	cluster := &Cluster{PortNames: map[string]bool{}}
	namespaces := map[string]*v1.Namespace{}
	deployments := []*appsv1.Deployment{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, document := range bytes.Split(text, []byte("\n---\n")) {
			var meta metav1.TypeMeta
			if err := yaml.Unmarshal(document, &meta); err != nil {
				return nil, err
			}
			switch meta.Kind {
			case "Namespace":
				namespace := &v1.Namespace{}
				err = yaml.UnmarshalStrict(document, namespace)
				namespaces[namespace.Name] = namespace
			case "Deployment":
				deployment := &appsv1.Deployment{}
				err = yaml.UnmarshalStrict(document, deployment)
				deployments = append(deployments, deployment)
			case "NetworkPolicy":
				policy := &networkingv1.NetworkPolicy{}
				err = yaml.UnmarshalStrict(document, policy)
				cluster.addPolicy(policy)
			default:
				err = fmt.Errorf("the kind %q is none that the generator writes", meta.Kind)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	for _, deployment := range deployments {
		cluster.addWorkload(deployment, namespaces[deployment.Namespace])
	}
	return cluster, nil
}

// addPolicy sets what the API server would set, and writes empty lists of rules as absent ones: the engine takes a
// list that is there and empty for one that allows everything.
func (c *Cluster) addPolicy(policy *networkingv1.NetworkPolicy) {
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
		c.setProtocols(rule.Ports)
	}
	for _, rule := range spec.Egress {
		c.setProtocols(rule.Ports)
	}
	c.Policies = append(c.Policies, policy)
}

func (c *Cluster) setProtocols(ports []networkingv1.NetworkPolicyPort) {
	tcp := v1.ProtocolTCP
	for index := range ports {
		if ports[index].Protocol == nil {
			ports[index].Protocol = &tcp
		}
		if ports[index].Port != nil && ports[index].Port.StrVal != "" {
			c.PortNames[ports[index].Port.StrVal] = true
		}
	}
}

func (c *Cluster) addWorkload(deployment *appsv1.Deployment, namespace *v1.Namespace) {
	template := deployment.Spec.Template
	pod := &v1.Pod{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
	pod.Name, pod.Namespace = deployment.Name, deployment.Namespace
	for _, container := range pod.Spec.Containers {
		for index := range container.Ports {
			if container.Ports[index].Protocol == "" {
				container.Ports[index].Protocol = v1.ProtocolTCP
			}
		}
	}
	workload := &Workload{
		Name: fmt.Sprintf("%s/%s[Deployment]", deployment.Namespace, deployment.Name),
		Info: api.NewPodInfo(pod, namespace.Labels, nil, ""),
	}
	for replica := 0; replica < 2; replica++ {
		workload.IPs = append(workload.IPs, c.address(replica))
	}
	c.Workloads = append(c.Workloads, workload)
}

// address is one that no ipBlock of the generator contains.
func (c *Cluster) address(replica int) net.IP {
	number := len(c.Workloads)*2 + replica
	return net.IPv4(10, byte(number>>16), byte(number>>8), byte(number))
}
