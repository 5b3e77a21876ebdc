import { describeCrashes } from './describe-crashes.js';
import { CREDITS_REFUND, PURCHASE } from './flows/credits.flow.js';
import { PUSH } from './flows/push.flow.js';

describeCrashes(PUSH, PURCHASE, CREDITS_REFUND);
