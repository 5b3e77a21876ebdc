export type { Account } from './account.js';
export { AccountLogin, CurrentAccount } from './account-login.js';
export { AccountGuard } from './account.guard.js';
export { AccountModule } from './account.module.js';
export { Accounts } from './accounts.service.js';
