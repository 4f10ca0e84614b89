/** What networks within an organisation use, and nearly all pods and nodes: RFC 1918, RFC 6598 and RFC 4193. */
const PRIVATE_CIDRS: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

/** Where only the own network or node is. Most clouds answer their machines' questions for metadata and credentials here. */
const LINK_LOCAL_CIDRS: readonly string[] = ['169.254.0.0/16', 'fe80::/10'];

/** Where clouds answer such questions at addresses that look public: Azure's WireServer, and Oracle's classic service. */
const METADATA_CIDRS: readonly string[] = ['168.63.129.16/32', '192.0.0.192/32'];

/** The addresses that nobody means by the internet, and where credentials and consoles are. */
export const NOT_INTERNET: readonly string[] = [...PRIVATE_CIDRS, ...LINK_LOCAL_CIDRS, ...METADATA_CIDRS];
