// Netpol-analyzer is the command line of np-guard/netpol-analyzer as it is.
package main

import "github.com/np-guard/netpol-analyzer/pkg/cli"

func main() {
	cli.Execute()
}
