/** The system's code of a failure such as `ENOENT`; its message would repeat the path. */
export function errorCode(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return hasCode ? String(error.code) : 'unreadable';
}
