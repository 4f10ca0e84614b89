/** What a peer of this library stands for, so that the constructs for one kind can refuse the others. */
export type PeerKind = 'pods' | 'namespaces' | 'addresses' | 'nodes' | 'domain names' | 'services' | 'API server';
