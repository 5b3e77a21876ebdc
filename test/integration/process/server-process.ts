import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { ROOT } from '../../support/built.js';
import { RECORDED, recordedEnvironment } from '../../support/tenancy/recorded-process.js';

/** The built server as a process whose words and signals a test follows. */
export class ServerProcess {
  private text = '';
  private errors = '';
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (this.errors += chunk));
    this.ended = once(child, 'close').then(() => child.exitCode);
  }

  /** Of this process's environment it sees only PATH and TZ, and where its statements are recorded. */
  static start(env: Readonly<Record<string, string>>): ServerProcess {
    const child = spawn(process.execPath, [...RECORDED, path.join(ROOT, 'dist/src/main.js')], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        TZ: process.env['TZ'],
        ...recordedEnvironment(),
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'info',
        ...env,
      },
      stdio: 'pipe',
    });
    return new ServerProcess(child);
  }

  get stdout(): string {
    return this.text;
  }

  get stderr(): string {
    return this.errors;
  }

  /** The first group of the pattern, once the process has said it. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.text);
      if (match !== null) return match[1] ?? '';
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`it ended without saying ${pattern}:\n${this.text}${this.errors}`);
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), this.ended]);
    }
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** For the end of a test, whatever came before. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

export const LISTENING = /Listening on (http:\/\/[^\s"]+)/;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
