import { VercelSimulator, type SimulatorOptions } from '#libs/vercel-simulator';
import { TinyProvider } from './tiny-provider.js';

/** A simulator and a provider that know each other, stopped together. */
export interface Running {
  readonly sim: VercelSimulator;
  readonly provider: TinyProvider;
  readonly stop: () => Promise<void>;
}

/** Starts both; calls are repeated with hardly any pause. */
export async function start(options: Partial<SimulatorOptions> = {}): Promise<Running> {
  const provider = await TinyProvider.start();
  const sim = await VercelSimulator.start({
    clientId: 'oac_test',
    clientSecret: 'secret',
    slug: 'tiny',
    partnerUrl: provider.url,
    retry: { backoffMs: 1, retryAfterCapMs: 20, timeoutMs: 10_000 },
    ...options,
  });
  const stop = async (): Promise<void> => void (await Promise.all([sim.stop(), provider.stop()]));
  return { sim, provider, stop };
}
