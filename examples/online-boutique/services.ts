/** A service of the Online Boutique and the port its container listens on. */
export interface Service {
  readonly name: string;
  readonly image: string;
  /** Undefined for the load generator, which only sends. */
  readonly port?: number;
  /** The port of its Service, where that is another one. */
  readonly servicePort?: number;
  /** The services that it calls. */
  readonly calls: readonly string[];
}

const RELEASE = 'gcr.io/google-samples/microservices-demo';

/** Google's demo shop as it is: eleven services and a redis, with their real ports and calls. */
export const SERVICES: readonly Service[] = [
  {
    name: 'frontend',
    image: `${RELEASE}/frontend:v0.1.3`,
    port: 8080,
    servicePort: 80,
    calls: [
      'adservice', 'cartservice', 'checkoutservice', 'currencyservice', 'productcatalogservice',
      'recommendationservice', 'shippingservice',
    ],
  },
  {
    name: 'checkoutservice',
    image: `${RELEASE}/checkoutservice:v0.1.3`,
    port: 5050,
    calls: [
      'cartservice', 'currencyservice', 'emailservice', 'paymentservice', 'productcatalogservice', 'shippingservice',
    ],
  },
  { name: 'recommendationservice', image: `${RELEASE}/recommendationservice:v0.1.3`, port: 8080, calls: ['productcatalogservice'] },
  { name: 'cartservice', image: `${RELEASE}/cartservice:v0.1.3`, port: 7070, calls: ['redis-cart'] },
  { name: 'loadgenerator', image: `${RELEASE}/loadgenerator:v0.1.3`, calls: ['frontend'] },
  { name: 'adservice', image: `${RELEASE}/adservice:v0.1.3`, port: 9555, calls: [] },
  { name: 'currencyservice', image: `${RELEASE}/currencyservice:v0.1.3`, port: 7000, calls: [] },
  { name: 'emailservice', image: `${RELEASE}/emailservice:v0.1.3`, port: 8080, servicePort: 5000, calls: [] },
  { name: 'paymentservice', image: `${RELEASE}/paymentservice:v0.1.3`, port: 50051, calls: [] },
  { name: 'productcatalogservice', image: `${RELEASE}/productcatalogservice:v0.1.3`, port: 3550, calls: [] },
  { name: 'shippingservice', image: `${RELEASE}/shippingservice:v0.1.3`, port: 50051, calls: [] },
  { name: 'redis-cart', image: 'redis:alpine', port: 6379, calls: [] },
];
