import type { Metrics } from './metrics.js';

/** What is told of one answered request. */
interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Notes how long requests took, by route and status. */
export function requestTimes(metrics: Metrics): (answered: Answered) => void {
  const note = metrics.histogram({
    name: 'stallholder_request_seconds',
    help: 'Time from a request to the end of its answer, by route and status; health checks left out.',
    labels: ['method', 'route', 'status'],
    buckets: BUCKETS,
  });
  return ({ method, route, status, seconds }) => note({ method, route, status: String(status) }, seconds);
}
