import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/platform/database/data-source-options.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';

const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** What a server says to those who are connected when it is shut down. */
function shutdownMessage(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** Stands before a server; ends a new connection with the very bytes that tell it is ready, while `ends` says so. */
async function before(target: URL, ends: () => boolean): Promise<net.Server> {
  const proxy = net.createServer((client) => {
    const server = net.connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) socket.on('error', () => undefined);
    client.on('close', () => server.destroy()).pipe(server);
    server.on('close', () => client.destroy());
    server.on('data', (chunk) => {
      if (ends() && chunk.subarray(-READY.length).equals(READY)) client.end(Buffer.concat([chunk, shutdownMessage()]));
      else client.write(chunk);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return proxy;
}

describe('a connection to the database', () => {
  let database: TestDatabase;
  let proxy: net.Server;
  let source: DataSource;
  let ends = false;
  beforeAll(async () => {
    database = await cloneDatabase();
    proxy = await before(new URL(database.url), () => ends);
    const url = Object.assign(new URL(database.url), { port: String((proxy.address() as AddressInfo).port) }).href;
    source = await new DataSource(dataSourceOptions(url, 2)).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    proxy.close();
    await database.drop();
  });

  it('that ends in the moment it is handed over fails who asked for it, and nothing else', async () => {
    const [first, second] = [new UnitOfWork(source), new UnitOfWork(source)];
    await first.run(async () => {
      ends = true;
      await expect(second.run(() => second.manager.query('SELECT 1'))).rejects.toMatchObject({ kind: 'unavailable' });
      ends = false;
      expect(await second.run(() => second.manager.query('SELECT 1 AS alive'))).toEqual([{ alive: 1 }]);
    });
  });
});
