import { Global, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { VercelApi } from '#libs/vercel-api';
import { Clock } from '../clock/index.js';
import { Settings } from '../config/index.js';

/** Connections to Vercel live as long as the process. */
@Injectable()
class VercelConnections implements OnApplicationShutdown {
  constructor(private readonly api: VercelApi) {}

  onApplicationShutdown(): Promise<void> {
    return this.api.close();
  }
}

/** The one client for calls to Vercel: its budgets and its breaker are those of the process. */
@Global()
@Module({
  providers: [
    VercelConnections,
    {
      provide: VercelApi,
      inject: [Settings, Clock],
      useFactory: ({ vercel }: Settings, clock: Clock): VercelApi =>
        new VercelApi({ url: vercel.apiUrl, userAgent: 'stallholder', now: () => clock.now() }),
    },
  ],
  exports: [VercelApi],
})
export class VercelModule {}
