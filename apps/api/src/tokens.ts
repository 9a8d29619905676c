/** Where Nest finds what is not a class: the configuration, the database, the log. */
export const CONFIG = Symbol('config');
export const STORE = Symbol('store');
export const LOGGER = Symbol('logger');
