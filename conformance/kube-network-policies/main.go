// Kube-network-policies asks the policy engine of kubernetes-sigs/kube-network-policies about flows. It reads one cluster
// a line on its standard input, as JSON, and writes one line for each: a list of `true` for allowed and `false` for denied,
// in the order of the flows.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"

	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
)

func main() {
	// The engine logs what it cannot parse and goes on. Nobody should take that for an answer.
	klog.LogToStderr(true)
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for number := 1; ; number++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return
		}
		if err != nil && !errors.Is(err, io.EOF) {
			log.Fatalf("line %d: %v", number, err)
		}
		verdicts, err := answer(line)
		if err != nil {
			log.Fatalf("line %d: %v", number, err)
		}
		if err := out.Encode(verdicts); err != nil {
			log.Fatal(err)
		}
	}
}

func answer(line []byte) ([]bool, error) {
	cluster, err := readCluster(line)
	if err != nil {
		return nil, err
	}
	engine, err := engineOf(cluster)
	if err != nil {
		return nil, err
	}
	verdicts := make([]bool, 0, len(cluster.Flows))
	for _, flow := range cluster.Flows {
		verdict, err := evaluate(engine, flow)
		if err != nil {
			return nil, fmt.Errorf("%+v: %w", flow, err)
		}
		verdicts = append(verdicts, verdict)
	}
	return verdicts, nil
}

func evaluate(engine *networkpolicy.PolicyEngine, flow Flow) (bool, error) {
	source, destination := net.ParseIP(flow.Source), net.ParseIP(flow.Destination)
	if source == nil || destination == nil {
		return false, errors.New("an end is no address")
	}
	family := v1.IPv4Protocol
	if destination.To4() == nil {
		family = v1.IPv6Protocol
	}
	ctx := klog.NewContext(context.Background(), klog.Background())
	return engine.EvaluatePacket(ctx, &network.Packet{
		Family: family, SrcIP: source, DstIP: destination,
		Proto: flow.Protocol, SrcPort: 40000, DstPort: flow.Port,
	})
}
