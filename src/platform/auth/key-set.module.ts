import { Logger, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RemoteKeySet, VercelTokenVerifier, type KeySetLog } from '#libs/vercel-oidc';
import { Clock } from '../clock/index.js';
import { Settings } from '../config/index.js';
import { KeySetMetrics } from './key-set-metrics.js';

/** The library logs fields first, the framework's logger takes them last. */
function keySetLog(): KeySetLog {
  const logger = new Logger('KeySet');
  return {
    info: (fields, message) => logger.log(message, fields),
    warn: (fields, message) => logger.warn(message, fields),
  };
}

/** Vercel's key set and the check of its tokens against it. */
@Module({
  providers: [
    KeySetMetrics,
    {
      provide: RemoteKeySet,
      inject: [Settings, Clock],
      useFactory: (settings: Settings, clock: Clock): RemoteKeySet =>
        new RemoteKeySet({
          url: settings.vercel.jwksUrl,
          now: () => clock.now(),
          log: keySetLog(),
        }),
    },
    {
      provide: VercelTokenVerifier,
      inject: [Settings, Clock, RemoteKeySet],
      useFactory: (settings: Settings, clock: Clock, keys: RemoteKeySet): VercelTokenVerifier =>
        new VercelTokenVerifier({
          keys,
          issuer: settings.vercel.issuer,
          audience: settings.integration.clientId,
          algorithms: settings.vercel.algorithms,
          now: () => clock.now(),
        }),
    },
  ],
  exports: [RemoteKeySet, VercelTokenVerifier],
})
export class KeySetModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly keys: RemoteKeySet) {}

  onModuleInit(): void {
    this.keys.start();
  }

  onApplicationShutdown(): void {
    this.keys.stop();
  }
}
