import { App } from 'cdk8s';

/**
 * A function that computes its value once in each `synth()` or `synthYaml()` of the app, and anew outside of them.
 *
 * cdk8s validates the whole app once for every chart. During one synth the app does not change; between two it may,
 * in ways that cannot be seen from outside, so nothing may be kept for longer.
 */
export function duringSynth<T>(app: App, compute: () => T): () => T {
  let depth = 0;
  let kept: { readonly value: T } | undefined;
  const spanning = <R>(run: () => R): R => {
    depth += 1;
    try {
      return run();
    } finally {
      depth -= 1;
      kept = depth === 0 ? undefined : kept;
    }
  };
  const synth = app.synth.bind(app);
  const synthYaml = app.synthYaml.bind(app);
  app.synth = () => spanning(synth);
  app.synthYaml = () => spanning(synthYaml);
  return () => {
    if (depth === 0) {
      return compute();
    }
    kept ??= { value: compute() };
    return kept.value;
  };
}
