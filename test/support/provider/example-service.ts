import { fileURLToPath } from 'node:url';
import { NodeProgram } from '../run-node.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The secret that the tests share with the example. */
export const DRIVER_SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

/** How the example works: at once, or `async` after so many milliseconds. */
export interface ExampleOptions {
  readonly mode?: 'sync' | 'async';
  readonly workMs?: number;
}

/** The example provider service, as a process of its own. */
export class ExampleService {
  private constructor(
    readonly url: string,
    private readonly program: NodeProgram,
  ) {}

  static async start({ mode = 'sync', workMs = 0 }: ExampleOptions = {}): Promise<ExampleService> {
    const env = { HTTP_DRIVER_SECRET: DRIVER_SECRET, MODE: mode, WORK_MS: String(workMs), PORT: '0' };
    const program = new NodeProgram(['examples/provider-service.js'], { cwd: ROOT, env });
    const told = await program.untilTold(/Listening on \S+\n/);
    return new ExampleService(/Listening on (\S+)/.exec(told)?.[1] ?? '', program);
  }

  /** What the door of an instance answers to a key: 404 where none is, 403 to a wrong key. */
  async knock(resourceId: string, key = 'none'): Promise<number> {
    const answer = await fetch(`${this.url}/doors/${resourceId}`, { headers: { authorization: `Bearer ${key}` } });
    await answer.body?.cancel();
    return answer.status;
  }

  async stop(): Promise<void> {
    this.program.signal('SIGKILL');
    await this.program.ended();
  }
}
