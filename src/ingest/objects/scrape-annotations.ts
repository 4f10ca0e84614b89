import { Field } from '../reading/fields';
import { isPortNumber } from '../reading/ports';

/**
 * The port on which pods are to be asked for metrics, by a custom that Prometheus is often set up for. Without a port
 * that means whatever port the containers declare.
 */
export function readScrapeAnnotations(metadata: Field): readonly number[] | undefined {
  const annotations = metadata.get('annotations');
  const { value } = annotations.entry('prometheus.io/port');
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  return annotations.entry('prometheus.io/scrape').value === 'true' && isPortNumber(port) ? [port] : undefined;
}
