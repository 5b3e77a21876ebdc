import { BlockList, isIPv6 } from 'node:net';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { DomainError } from '../errors/index.js';

/** How often something may be done from one address within so many seconds; each replica counts for itself. */
export class AddressLimit {
  private limiter: Promise<RateLimiterMemory> | undefined;

  constructor(
    private readonly tries: number,
    private readonly seconds: number,
  ) {}

  /** @throws DomainError (429) */
  async count(address: string): Promise<void> {
    this.limiter ??= load(this.tries, this.seconds);
    const limiter = await this.limiter;
    const { consumedPoints, msBeforeNext } = await limiter.penalty(networkOf(address));
    if (consumedPoints <= this.tries) return;
    throw new DomainError('too-many', 'too_many_requests', 'Too many tries from this address', {
      retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
      user: { message: 'There were too many visits from your network. Please try again in a minute.' },
    });
  }
}

const OURS = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  OURS.addSubnet(network, bits);
}
OURS.addAddress('::1', 'ipv6');
OURS.addSubnet('fc00::', 7, 'ipv6');
OURS.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address is somebody's on the Internet, and not this machine's, or that of a proxy whose word does not count (`TRUST_PROXY`). */
export function isFromInternet(address: string): boolean {
  const plain = unmapped(address);
  return plain !== '' && !OURS.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** Whoever has one address of IPv6 has the other 2^64 of its network, too. */
export function networkOf(address: string): string {
  const plain = unmapped(address);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array.from({ length: missing }, () => '0')].slice(0, 4).join(':');
}

function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

async function load(points: number, duration: number): Promise<RateLimiterMemory> {
  const { RateLimiterMemory: Limiter } = await import('rate-limiter-flexible');
  return new Limiter({ points, duration });
}
