/** What an operator hears. */
export interface Heard {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** An operator with a key; `METHOD /path` below `/admin/v1`. */
export function operatorAt(url: string, key: string): (call: string, body?: unknown) => Promise<Heard> {
  return async (call, body) => {
    const [method = 'GET', path = ''] = call.split(' ');
    const answer = await fetch(`${url}/admin/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
}

/** The query of the next page of what `first` asked for; empty after the last. */
export function nextOf(body: Heard['body'], first: string): string {
  return typeof body['next'] === 'string' ? `${first}&cursor=${body['next']}` : '';
}
