/** The embedded server cannot run here; the message says why and ends with what the reader can do about it. */
export class EmbeddedPostgresUnavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`${reason} Or set DATABASE_URL to a PostgreSQL server that is already running.`, options);
    this.name = 'EmbeddedPostgresUnavailable';
  }
}
