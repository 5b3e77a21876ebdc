import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';

/** A port of the loopback interface that nobody else can get: a server's own address is part of its configuration, before it listens. */
export interface TakenPort {
  readonly port: number;
  /** Resolves when the server listens there. */
  hand(server: Server): Promise<void>;
}

/** Takes a free one. */
export async function takePort(): Promise<TakenPort> {
  const keeper = createServer();
  await once(keeper.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (keeper.address() as AddressInfo).port,
    hand: async (server) => void (await once(server.listen(keeper), 'listening')),
  };
}
