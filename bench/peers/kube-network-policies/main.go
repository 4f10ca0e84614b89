// Kube-network-policies asks the policy engine of kubernetes-sigs/kube-network-policies about every ordered pair of
// workloads in a folder of manifests, and prints the connections as netpol-analyzer does with `-o json`.
//
// The engine is a data plane: it decides one packet at a time. What it allows between two workloads is found by one
// packet for each range of ports that no policy tells apart.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"os"

	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/klog/v2"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
)

// Row is one line of the answer.
type Row struct {
	Src  string `json:"src"`
	Dst  string `json:"dst"`
	Conn string `json:"conn"`
}

func main() {
	dir := flag.String("dirpath", "", "the folder of manifests")
	flag.Parse()
	cluster, err := readCluster(*dir)
	if err != nil {
		log.Fatal(err)
	}
	engine, err := engineOf(cluster)
	if err != nil {
		log.Fatal(err)
	}
	rows, err := connections(engine, cluster)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(rows); err != nil {
		log.Fatal(err)
	}
}

// provider knows the pods by address. The engine's own one looks through all pods for every packet.
type provider map[string]*api.PodInfo

func (p provider) GetPodInfoByIP(ip string) (*api.PodInfo, bool) {
	pod, ok := p[ip]
	return pod, ok
}

// engineOf fills the stores of informers that never start, as the engine's own tests do.
func engineOf(cluster *Cluster) (*networkpolicy.PolicyEngine, error) {
	factory := informers.NewSharedInformerFactory(fake.NewClientset(), 0)
	policies := factory.Networking().V1().NetworkPolicies()
	namespaces := factory.Core().V1().Namespaces()
	for _, policy := range cluster.Policies {
		if err := policies.Informer().GetStore().Add(policy); err != nil {
			return nil, err
		}
	}
	pods := provider{}
	for _, workload := range cluster.Workloads {
		for _, ip := range workload.IPs {
			pods[ip.String()] = workload.Info
		}
	}
	evaluator := networkpolicy.NewStandardNetworkPolicy("node", namespaces, factory.Core().V1().Pods(), policies)
	return networkpolicy.NewPolicyEngine(pods, []api.PolicyEvaluator{evaluator}), nil
}

func connections(engine *networkpolicy.PolicyEngine, cluster *Cluster) ([]Row, error) {
	ctx := klog.NewContext(context.Background(), klog.Background())
	ranges := portRangesOf(cluster)
	rows := []Row{}
	for _, src := range cluster.Workloads {
		for _, dst := range cluster.Workloads {
			// Two replicas of a workload are two pods: the second one is asked, not the first itself.
			conn, err := allowed(ctx, engine, src.IPs[0], dst.IPs[len(dst.IPs)-1], ranges)
			if err != nil {
				return nil, fmt.Errorf("%s to %s: %w", src.Name, dst.Name, err)
			}
			if !conn.isEmpty() {
				rows = append(rows, Row{Src: src.Name, Dst: dst.Name, Conn: conn.String()})
			}
		}
	}
	return rows, nil
}

func allowed(
	ctx context.Context, engine *networkpolicy.PolicyEngine, src, dst net.IP, ranges []PortRange,
) (*Connections, error) {
	found := &Connections{}
	for _, ports := range ranges {
		packet := network.Packet{
			Family: v1.IPv4Protocol, SrcIP: src, DstIP: dst,
			Proto: ports.Protocol, SrcPort: 40000, DstPort: ports.First,
		}
		ok, err := engine.EvaluatePacket(ctx, &packet)
		if err != nil {
			return nil, err
		}
		if ok {
			found.add(ports)
		}
	}
	return found, nil
}
