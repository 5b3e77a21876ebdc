import { type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const BODY = JSON.stringify({ error: { code: 'bad_request', message: 'The request could not be read' } });
const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What cannot be read as HTTP is refused with the usual error body, too, before any route sees it. */
export function refuseUnreadable(server: Server): void {
  server.on('clientError', (error: Error & { code?: string }, socket: Socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || isBeingAnswered(socket)) {
      socket.destroy();
      return;
    }
    const status = STATUS[error.code ?? ''] ?? '400 Bad Request';
    const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\n`;
    socket.end(`${head}Connection: close\r\n\r\n${BODY}`);
  });
}

/** Whether a route was faster than the parser: a second answer would look like the start of another one's. */
function isBeingAnswered(socket: Socket): boolean {
  const answer: unknown = Reflect.get(socket, '_httpMessage');
  return answer instanceof ServerResponse && answer.headersSent;
}
