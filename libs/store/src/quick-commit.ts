/**
 * One part of a statement, `quick`, to be joined to it: the transaction it is in is then answered before
 * its commit is on disk. For what a database that crashes may forget together with all that rests on
 * it, because it is done again from what it was made of; never for the history.
 */
export const quickCommit = `quick AS MATERIALIZED (
  SELECT set_config('synchronous_commit', 'off', true)
)`;
