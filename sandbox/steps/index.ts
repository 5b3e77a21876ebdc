import { BILL, SETTLE } from './bill.steps.js';
import { BUY } from './buy.steps.js';
import { CHANGE } from './change.steps.js';
import { CONNECT } from './connect.steps.js';
import { CREDIT } from './credit.steps.js';
import { END } from './end.steps.js';
import { IMPORT } from './import.steps.js';
import { LEAVE } from './leave.steps.js';
import { ROTATE } from './rotate.steps.js';
import { START } from './start.steps.js';
import type { Step } from './stage.js';
import { SUSPEND } from './suspend.steps.js';
import { TRANSFER } from './transfer.steps.js';
import { USE } from './use.steps.js';
import { VISIT } from './visit.steps.js';

export { Stage, type Step } from './stage.js';

/** A customer's life, in the order of its steps. */
export const LIFE: readonly Step[] = [
  ...START,
  ...BUY,
  ...USE,
  ...VISIT,
  ...ROTATE,
  ...SUSPEND,
  ...CHANGE,
  ...TRANSFER,
  ...CONNECT,
  ...IMPORT,
  ...BILL,
  ...CREDIT,
  ...SETTLE,
  ...LEAVE,
  ...END,
];
