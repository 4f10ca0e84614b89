/**
 * What networks within an organisation use, and nearly all pods: addresses that the internet does not route.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1918
 * @see https://www.rfc-editor.org/rfc/rfc6598
 * @see https://www.rfc-editor.org/rfc/rfc4193
 */
export const PRIVATE_BLOCKS: readonly string[] = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7',
];

/** Where the machines of nearly every cloud ask for metadata, credentials among it. */
export const METADATA_BLOCK = '169.254.169.254/32';

/**
 * Every address at which a cloud answers such questions: that of nearly all, of AWS and of Google Cloud over IPv6, of
 * Alibaba Cloud, and of Oracle Cloud's older platform.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 * @see https://cloud.google.com/compute/docs/metadata/querying-metadata
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
 */
export const METADATA_BLOCKS: readonly string[] = [
  METADATA_BLOCK, '100.100.100.200/32', '192.0.0.192/32', 'fd00:ec2::254/128', 'fd20:ce::254/128',
];
