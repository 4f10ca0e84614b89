package main

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

const (
	firstPort = 1
	lastPort  = 65535
)

var protocols = []v1.Protocol{v1.ProtocolSCTP, v1.ProtocolTCP, v1.ProtocolUDP}

// PortRange is a range of ports that no policy tells apart.
type PortRange struct {
	Protocol    v1.Protocol
	First, Last int
}

// portRangesOf cuts the ports of each protocol where some rule begins or ends; a named port may be any number that
// some container gives to a name.
func portRangesOf(cluster *Cluster) []PortRange {
	cuts := map[v1.Protocol][]int{}
	add := func(protocol v1.Protocol, first, last int) {
		cuts[protocol] = append(cuts[protocol], first, last+1)
	}
	for _, policy := range cluster.Policies {
		for _, port := range portsOf(policy) {
			if port.Port == nil || port.Port.StrVal != "" {
				continue
			}
			last := port.Port.IntValue()
			if port.EndPort != nil {
				last = int(*port.EndPort)
			}
			add(*port.Protocol, port.Port.IntValue(), last)
		}
	}
	for _, workload := range cluster.Workloads {
		for _, port := range workload.Info.ContainerPorts {
			if cluster.PortNames[port.Name] {
				add(v1.Protocol(port.Protocol), int(port.Port), int(port.Port))
			}
		}
	}
	ranges := []PortRange{}
	for _, protocol := range protocols {
		starts := append(cuts[protocol], firstPort)
		sort.Ints(starts)
		starts = slices.Compact(starts)
		for index, start := range starts {
			end := lastPort
			if index+1 < len(starts) {
				end = starts[index+1] - 1
			}
			if start <= end {
				ranges = append(ranges, PortRange{protocol, start, end})
			}
		}
	}
	return ranges
}

func portsOf(policy *networkingv1.NetworkPolicy) []networkingv1.NetworkPolicyPort {
	ports := []networkingv1.NetworkPolicyPort{}
	for _, rule := range policy.Spec.Ingress {
		ports = append(ports, rule.Ports...)
	}
	for _, rule := range policy.Spec.Egress {
		ports = append(ports, rule.Ports...)
	}
	return ports
}

// Connections are ranges in ascending order, protocol by protocol.
type Connections struct {
	ranges []PortRange
}

func (c *Connections) isEmpty() bool { return len(c.ranges) == 0 }

func (c *Connections) add(ports PortRange) {
	if end := len(c.ranges) - 1; end >= 0 {
		if last := &c.ranges[end]; last.Protocol == ports.Protocol && last.Last+1 == ports.First {
			last.Last = ports.Last
			return
		}
	}
	c.ranges = append(c.ranges, ports)
}

// String writes them in netpol-analyzer's grammar: `SCTP 9003,TCP 80,8000-8080`, or `All Connections`.
func (c *Connections) String() string {
	byProtocol := map[v1.Protocol][]string{}
	full := 0
	for _, ports := range c.ranges {
		if ports.First == firstPort && ports.Last == lastPort {
			full++
		}
		text := fmt.Sprint(ports.First)
		if ports.Last > ports.First {
			text = fmt.Sprintf("%d-%d", ports.First, ports.Last)
		}
		byProtocol[ports.Protocol] = append(byProtocol[ports.Protocol], text)
	}
	if full == len(protocols) {
		return "All Connections"
	}
	parts := []string{}
	for _, protocol := range protocols {
		if texts := byProtocol[protocol]; len(texts) > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", protocol, strings.Join(texts, ",")))
		}
	}
	return strings.Join(parts, ",")
}
