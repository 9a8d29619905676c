/** Says on standard error how far a long run is, ten times in all; figures alone go to standard output. */
export function progress(what: string, of: number): () => void {
  const every = Math.max(1, Math.ceil(of / 10));
  let done = 0;
  return () => {
    done += 1;
    if (done % every === 0 || done === of) process.stderr.write(`${what}: ${done} of ${of}\n`);
  };
}
