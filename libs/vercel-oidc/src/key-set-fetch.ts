const MAX_BYTES = 256 * 1024;

/** Where a key set is fetched from, and for how long an answer is waited for, its last byte included. */
interface KeySetSource {
  readonly url: string;
  readonly timeoutMs: number;
  readonly cancelled: AbortSignal;
}

/** The key set's bytes, undecoded. Throws an Error whose message is fit for a readiness report. */
export async function fetchKeySet({ url, timeoutMs, cancelled }: KeySetSource): Promise<Uint8Array> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.any([deadline, cancelled]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new KeySetRefused(`answered ${response.status}`);
    }
    return await readCapped(response);
  } catch (error) {
    if (error instanceof KeySetRefused) throw error;
    if (deadline.aborted) throw new KeySetRefused(`not answered within ${timeoutMs} ms`, { cause: error });
    throw new KeySetRefused(`not reachable${networkCode(error)}`, { cause: error });
  }
}

/** The answer is no key set to rely on; the message names the fault without quoting the answer. */
export class KeySetRefused extends Error {
  override readonly name = 'KeySetRefused';
}

async function readCapped(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new KeySetRefused(`larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Read by shape: the error of the global fetch may be from another realm than this module's Error. */
function networkCode(error: unknown): string {
  const cause = isObject(error) ? error['cause'] : undefined;
  return isObject(cause) && typeof cause['code'] === 'string' ? `: ${cause['code']}` : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
