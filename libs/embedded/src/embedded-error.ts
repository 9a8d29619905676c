/** The private PostgreSQL cannot run here. The message is one line, made to be shown to a person as it is. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}
