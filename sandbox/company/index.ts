export { type Answer, Company } from './company.js';
export { type BusyCustomer, busyCustomer } from './busy-customer.js';
export { ownArchive } from './own-archive.js';
