import { Pods } from '../peers/pods';
import { refuseSurplus } from '../properties';

/**
 * The pods of well-known ingress controllers and gateways, as their own charts and manifests label them.
 *
 * They are `Pods` like others, and serve as peers, in assertions and in questions. Of a controller that is installed
 * otherwise name the pods: `Pods.labeled({ ... }).inNamespace(...)`. One that runs on the host network is matched by no
 * selector of pods: there the connections come from the addresses of nodes, for which there is `AllowCidr`.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/
 */
export class IngressController {
  /**
   * The controller of the project ingress-nginx: pods `app.kubernetes.io/name=ingress-nginx` and
   * `app.kubernetes.io/component=controller`.
   *
   * @param namespace where it runs; `ingress-nginx` if left out
   * @throws Error when the name is not valid
   * @see https://kubernetes.github.io/ingress-nginx/deploy/
   */
  public static ingressNginx(namespace: string = 'ingress-nginx'): Pods {
    refuseSurplus('IngressController.ingressNginx', arguments, 1, ONE_NAMESPACE);
    return Pods.labeled({ 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' })
      .inNamespace(namespace);
  }

  /**
   * Traefik, as its chart labels it: pods `app.kubernetes.io/name=traefik`.
   *
   * @param namespace where it runs: with k3s `kube-system`; `traefik` if left out
   * @throws Error when the name is not valid
   * @see https://github.com/traefik/traefik-helm-chart
   */
  public static traefik(namespace: string = 'traefik'): Pods {
    refuseSurplus('IngressController.traefik', arguments, 1, ONE_NAMESPACE);
    return Pods.labeled({ 'app.kubernetes.io/name': 'traefik' }).inNamespace(namespace);
  }

  /**
   * HAProxy's, as its chart labels it: pods `app.kubernetes.io/name=kubernetes-ingress`.
   *
   * @param namespace where it runs; `haproxy-controller` if left out
   * @throws Error when the name is not valid
   * @see https://github.com/haproxytech/helm-charts
   */
  public static haproxy(namespace: string = 'haproxy-controller'): Pods {
    refuseSurplus('IngressController.haproxy', arguments, 1, ONE_NAMESPACE);
    return Pods.labeled({ 'app.kubernetes.io/name': 'kubernetes-ingress' }).inNamespace(namespace);
  }

  /**
   * The Envoys of Contour, as its manifests label them: pods `app=envoy`. Contour itself carries no traffic.
   *
   * @param namespace where they run; `projectcontour` if left out
   * @throws Error when the name is not valid
   * @see https://projectcontour.io/getting-started/
   */
  public static contour(namespace: string = 'projectcontour'): Pods {
    refuseSurplus('IngressController.contour', arguments, 1, ONE_NAMESPACE);
    return Pods.labeled({ app: 'envoy' }).inNamespace(namespace);
  }

  /**
   * The ingress gateway of Istio: pods `istio=ingressgateway`.
   *
   * @param namespace where it runs; `istio-system` if left out
   * @throws Error when the name is not valid
   * @see https://istio.io/latest/docs/setup/additional-setup/gateway/
   */
  public static istio(namespace: string = 'istio-system'): Pods {
    refuseSurplus('IngressController.istio', arguments, 1, ONE_NAMESPACE);
    return Pods.labeled({ istio: 'ingressgateway' }).inNamespace(namespace);
  }

  /**
   * The default router of OpenShift: pods `ingresscontroller.operator.openshift.io/deployment-ingresscontroller=default` of
   * `openshift-ingress`. On platforms without load balancers it is on the host network, where no selector matches it.
   *
   * @see https://docs.openshift.com/container-platform/latest/networking/networking_operators/ingress-operator.html
   */
  public static openShift(): Pods {
    refuseSurplus('IngressController.openShift', arguments, 0, 'of another router name the pods: `Pods.labeled({ ... })`');
    return Pods.labeled({ 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' })
      .inNamespace('openshift-ingress');
  }

  private constructor() {}
}

const ONE_NAMESPACE = 'name the one namespace where it runs';
