import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ACCESS, clientOf, json, type PlainServer, startPlain } from './support/plain-server.js';

const ACCOUNT = { url: 'https://vercel.com/acme', contact: null };

describe('on the wire', () => {
  const running: { readonly stop: () => Promise<void> }[] = [];
  const plain = async (...given: Parameters<typeof startPlain>): Promise<PlainServer> => {
    const server = await startPlain(...given);
    running.push(server);
    return server;
  };
  const client = (...given: Parameters<typeof clientOf>): ReturnType<typeof clientOf> => {
    const api = clientOf(...given);
    running.unshift({ stop: () => api.close() });
    return api;
  };
  afterEach(async () => {
    for (const { stop } of running.splice(0)) await stop();
  });

  it('a call carries its token and names us, under the path prefix of the base URL', async () => {
    const server = await plain((_, response) => json(response, 200, ACCOUNT));
    const api = client(`${server.url}/api/`);
    expect(await api.installations.account(ACCESS)).toMatchObject({ kind: 'done' });
    const [request] = server.arrived;
    expect(request).toMatchObject({ method: 'GET', url: '/api/v1/installations/icfg_test/account' });
    expect(request?.headers).toEqual({
      host: new URL(server.url).host,
      connection: 'keep-alive',
      authorization: 'Bearer token-1',
      accept: 'application/json',
      'user-agent': 'stallholder-test',
    });
  });

  it('a redirect to another host is not followed, so the token goes nowhere else', async () => {
    const elsewhere = await plain((_, response) => json(response, 200, ACCOUNT));
    const server = await plain((request, response) =>
      json(response, 307, {}, { location: `${elsewhere.url}${request.url}` }),
    );
    const outcome = await client(server.url).installations.account(ACCESS);
    expect(outcome).toMatchObject({ kind: 'retry', status: 307, code: 'redirected' });
    expect([server.arrived.length, elsewhere.arrived.length]).toEqual([1, 0]);
  });

  it('calls after another share a connection, calls at once no more than allowed', async () => {
    const server = await plain((_, response) => json(response, 200, ACCOUNT));
    const api = client(server.url, { connections: 3 });
    for (let call = 0; call < 5; call += 1) await api.installations.account(ACCESS);
    expect(server.connections.opened).toBeLessThan(5);
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => api.installations.account(ACCESS)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['done']));
    expect(server.connections.most).toBe(3);
    expect(server.arrived).toHaveLength(35);
  });

  it('an event whose deadline comes before there is a connection was not sent, so it may be repeated', async () => {
    let bytesOfRequest = 0;
    const mute = createServer((socket) => socket.on('data', () => (bytesOfRequest += 1)).on('error', () => undefined));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    running.push({ stop: async () => void (await new Promise((resolve) => mute.close(resolve))) });
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    for (const limits of [{ totalMs: 200, connectMs: 800 }, { connectMs: 200 }]) {
      const outcome = await client(url, limits).events.installationUpdated(ACCESS);
      expect(outcome).toMatchObject({ kind: 'retry', code: 'timed_out' });
    }
    // The client's TLS greeting, once per connection; nothing of HTTP can follow it.
    expect(bytesOfRequest).toBe(2);
  });

  it('an answer that promises more than allowed is not waited for', async () => {
    const server = await plain((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999999999' }).write('{');
    });
    const outcome = await client(server.url).installations.account(ACCESS);
    expect(outcome).toMatchObject({ kind: 'retry', code: 'answer_too_large' });
  });

  it('an answer of unknown length is read no further than allowed', async () => {
    const server = await plain((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => void (response.destroyed || response.write(' '.repeat(1_000), more));
      more();
    });
    const outcome = await client(server.url, { answerBytes: 5_000 }).installations.account(ACCESS);
    expect(outcome).toMatchObject({ kind: 'retry', code: 'answer_too_large' });
  });

  it('calls under way when the client closes end as failures', async () => {
    const server = await plain(() => void api.close());
    const api = client(server.url);
    expect(await api.installations.account(ACCESS)).toMatchObject({ kind: 'retry', code: 'connection_lost' });
    expect(await api.events.installationUpdated(ACCESS)).toMatchObject({ kind: 'retry', code: 'connection_failed' });
    expect(server.arrived).toHaveLength(1);
  });
});
