/** Where Nest finds what is not a class: the configuration, the database, the files of evidence, the log, the verifier's page. */
export const CONFIG = Symbol('config');
export const STORE = Symbol('store');
export const EVIDENCE = Symbol('evidence');
export const LOGGER = Symbol('logger');
export const VERIFIER_PAGE = Symbol('verifier page');
