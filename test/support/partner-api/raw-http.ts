import { connect } from 'node:net';

/** An answer to bytes that no HTTP client would send; `status` is 0 when the connection was closed without one. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends bytes to a server and reads until it closes the connection, which the bytes have to make it do. */
export async function sendBytes(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const { promise, resolve } = Promise.withResolvers<void>();
  const chunks: Buffer[] = [];
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.on('close', () => resolve());
  socket.write(bytes);
  await promise;
  const [head = '', ...rest] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? 0), body: rest.join('\r\n\r\n') };
}
