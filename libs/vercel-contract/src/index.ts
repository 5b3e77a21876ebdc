export type * from './billing-plan.js';
export type * from './error.js';
export type * from './installation.js';
export type * from './metadata.js';
export type * from './notification.js';
export type * from './repl.js';
export * from './resource.js';
export type * from './secret.js';
export type * from './token-claims.js';
