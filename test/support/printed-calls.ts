/** What a printed call was answered. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Makes the calls that a text tells its reader to make with curl (`-s`, `-H`, `-d` and an address), in their order. */
export async function makePrintedCalls(text: string): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  for (const [line] of text.matchAll(/^ *curl .*$/gm)) {
    const { url, init } = parsed(line);
    const response = await fetch(url, init);
    answers.push({ status: response.status, body: await response.json() });
  }
  return answers;
}

function parsed(line: string): { readonly url: string; readonly init: RequestInit } {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const after = (option: string): string[] => words.filter((_, index) => words[index - 1] === option);
  const headers = after('-H').map((header): [string, string] => {
    const [name = '', ...value] = header.split(':');
    return [name, value.join(':').trim()];
  });
  const [body] = after('-d');
  const url = words.find((word) => word.startsWith('http://')) ?? '';
  return { url, init: { headers, ...(body === undefined ? {} : { method: 'POST', body }) } };
}
