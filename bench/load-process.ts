import autocannon, { type AutocannonRequest } from 'autocannon';

/** What one run of the load process is told, as JSON in its first argument. */
export interface LoadOrder {
  readonly url: string;
  readonly seconds: number;
  /** One connection each; `[<id>]` in a header or a body becomes unique to each request. */
  readonly requests: readonly AutocannonRequest[];
}

/** What it prints, as JSON. */
export interface LoadReport {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers other than 2xx, connections lost, requests without an answer. */
  readonly failures: number;
}

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
const waiting = [...order.requests];
const result = await autocannon({
  url: order.url,
  connections: order.requests.length,
  duration: order.seconds,
  idReplacement: order.requests.some((request) => JSON.stringify(request).includes('[<id>]')),
  setupClient: (client) => client.setRequests(waiting.splice(0, 1)),
});
const report: LoadReport = {
  requestsPerSecond: result['2xx'] / result.duration,
  p50Ms: result.latency.p50,
  p99Ms: result.latency.p99,
  failures: result.non2xx + result.errors + result.timeouts,
};
process.stdout.write(JSON.stringify(report));
