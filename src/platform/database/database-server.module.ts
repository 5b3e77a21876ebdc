import { Module } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { DatabaseServer } from './database-server.js';

/** Finds or starts the database server before anything connects to it. */
@Module({
  providers: [
    {
      provide: DatabaseServer,
      inject: [Settings],
      useFactory: async (settings: Settings): Promise<DatabaseServer> =>
        settings.database.url === null
          ? DatabaseServer.embedded(settings.database.embeddedDir)
          : DatabaseServer.at(settings.database.url.reveal()),
    },
  ],
  exports: [DatabaseServer],
})
export class DatabaseServerModule {}
