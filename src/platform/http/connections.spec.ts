import { once } from 'node:events';
import type { Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { boundedServer, noteShed } from './connections.js';

const QUICK = { headers: 50, request: 100, keepAlive: 50, still: 200, check: 10, connections: 2 };
const MORE_THAN_BUFFERS_HOLD = 64 * 1_024 * 1_024;

describe('a server with bounds', () => {
  let server: Server;
  let port: number;
  let shed: string[];
  beforeEach(async () => {
    shed = [];
    server = boundedServer((request, response) => {
      const answer = request.url === '/large' ? Buffer.alloc(MORE_THAN_BUFFERS_HOLD) : 'ok';
      request.resume().on('end', () => response.end(answer));
    }, QUICK);
    noteShed(server, (why) => shed.push(why));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const open = (): net.Socket => net.connect(port, '127.0.0.1');

  it.each([
    ['says nothing', ''],
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '],
    ['never ends its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{'],
  ])('lets go of who %s, with the usual error body', async (_, said) => {
    const socket = open();
    socket.write(said);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ error: { code: expect.any(String) } });
    expect(shed).toEqual(['slow']);
  });

  it('lets go of who has been answered and says nothing more', async () => {
    const socket = open();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
    expect(shed).toEqual([]);
  });

  it('lets go of who does not read what it has asked for', async () => {
    const socket = open().pause();
    socket.write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => shed.length > 0);
    const read = await text(socket).catch(() => 'cut');
    expect(read === 'cut' || read.length < MORE_THAN_BUFFERS_HOLD).toBe(true);
    expect(shed).toEqual(['slow']);
  });

  it('takes no more connections than it is meant to', async () => {
    const held = [open(), open()];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    expect(await text(open())).toBe('');
    expect(shed).toEqual(['connections']);
    for (const socket of held) socket.destroy();
  });
});
